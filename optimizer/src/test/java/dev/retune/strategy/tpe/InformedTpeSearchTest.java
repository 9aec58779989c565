package dev.retune.strategy.tpe;

import dev.retune.strategy.Informed;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;

class InformedTpeSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return Informed.of(TpeSearch.create()::prior);
    }

    @Override
    protected int trials() {
        return 14;
    }
}

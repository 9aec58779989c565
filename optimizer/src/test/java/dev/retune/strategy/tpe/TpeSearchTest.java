package dev.retune.strategy.tpe;

import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;

class TpeSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return TpeSearch.create();
    }
}

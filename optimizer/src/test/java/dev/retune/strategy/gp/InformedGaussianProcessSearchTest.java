package dev.retune.strategy.gp;

import dev.retune.strategy.Informed;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;

class InformedGaussianProcessSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return Informed.of(GaussianProcessSearch.create()::prior);
    }

    @Override
    protected int trials() {
        return 14;
    }
}

package dev.retune.strategy.evolution;

import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;

class CmaEsSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return CmaEsSearch.create();
    }
}

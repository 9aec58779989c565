package dev.retune.strategy.evolution;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.StrategyContract;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CmaEsSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return CmaEsSearch.create();
    }

    @ParameterizedTest
    @ValueSource(ints = {-7, 0, 140}) // none, the first generation, the 21st
    void search_whenAWholeGenerationFails_goesOn(int first) {
        SearchSpace space =
                SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1), Parameter.real("z", 0, 1));
        Study study = Study.over(space)
                .budget(Budget.trials(400))
                .strategy(strategy())
                .seed(1)
                .build();

        while (study.isOpen()) {
            Trial trial = study.ask();
            double sphere = trial.configuration().toMap().values().stream()
                    .mapToDouble(v -> Math.pow((double) v - 0.37, 2))
                    .sum();
            boolean fails = trial.number() >= first && trial.number() < first + 7;
            study.tell(trial, fails ? Double.NaN : sphere);
        }

        assertThat(study.best().orElseThrow().value()).isLessThan(1e-7);
    }
}

package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StudyTest {

    private static final RealParameter X = Parameter.real("x", -1, 1);

    @Test
    void ask_untilTheBudgetIsSpent_givesExactlyItsTrials() {
        Study study = Study.over(SearchSpace.of(X)).budget(Budget.trials(10)).build();

        while (study.isOpen()) {
            Trial trial = study.ask();
            study.tell(trial, trial.get(X) * trial.get(X));
        }

        assertThat(study.trials()).hasSize(10);
        assertThat(study.closedBecause()).contains("all 10 trials are used");
        assertThat(study.best()).isPresent();
    }
}

package dev.retune.execution;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Objective;
import dev.retune.study.Study;
import dev.retune.study.StudyListener;
import dev.retune.study.TrialFailedException;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user's own code can do with its trial. */
@Timeout(60)
class OwnObjectiveTest {

    private static final RealParameter X = Parameter.real("x", -1, 1);

    private static Study study(int trials) {
        return Study.over(SearchSpace.of(X))
                .budget(Budget.trials(trials))
                .seed(3)
                .strategy(RandomSearch.create())
                .build();
    }

    @Test
    void of_valueAndNotes_areKeptWithTheTrial() {
        Study study = study(2);

        Runner.sequential().run(study, Objective.of(trial -> {
            trial.note("trees", 12);
            trial.note("features", List.of("age", "income"));
            return trial.get(X);
        }));

        assertThat(study.trials()).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.value()).isEqualTo(trial.configuration().get(X));
            assertThat(trial.attributes()).isEqualTo(Map.of("trees", 12, "features", List.of("age", "income")));
        });
    }

    @Test
    void of_failure_isTheReason() {
        Study study = study(3);

        Runner.sequential().run(study, Objective.of(trial -> switch (trial.number()) {
            case 0 -> throw new IOException("no space left");
            case 1 -> throw new TrialFailedException("it diverged");
            default -> Double.NaN;
        }));

        assertThat(study.trials())
                .extracting(trial -> ((Outcome.Failed) trial.outcome().orElseThrow()).reason())
                .containsExactly("IOException: no space left", "it diverged", "the objective gave NaN");
    }

    @Test
    void of_interruptedTrial_goesOnFromItsCheckpoint() {
        List<Integer> epochs = new ArrayList<>();
        Objective objective = Objective.of(trial -> {
            int done = trial.checkpoint().map(saved -> (int) saved[0]).orElse(0);
            for (int epoch = done + 1; epoch <= 6; epoch++) {
                epochs.add(epoch);
                trial.saveCheckpoint(new byte[] {(byte) epoch});
                trial.report(epoch, trial.get(X));
            }
            return trial.get(X);
        });
        Study study = study(1);
        Runner first = Runner.sequential();
        study.addListener(new StudyListener() {
            @Override
            public void reported(TrialRecord trial, Report report) {
                if (report.step() == 4) {
                    first.stop();
                }
            }
        });

        first.run(study, objective);
        Runner.sequential().run(study, objective);

        assertThat(epochs).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(study.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.state()).isEqualTo(TrialRecord.State.COMPLETED);
            assertThat(trial.reports()).hasSize(6);
        });
    }
}

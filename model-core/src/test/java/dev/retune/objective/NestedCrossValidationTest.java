package dev.retune.objective;

import dev.retune.budget.Budget;
import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.objective.NestedCrossValidation.Estimate;
import dev.retune.objective.NestedCrossValidation.Winner;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Study;
import dev.retune.trial.Resource;
import dev.retune.validation.CorrectedMean;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.HoldOut;
import dev.retune.validation.Metric;
import dev.retune.validation.Splitter;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NestedCrossValidationTest {

    private static final Learner KNN = Learners.named("knn");
    private static final Splitter INNER = CrossValidation.stratified(3, 2);

    /** Classes that nothing tells. */
    private static Dataset noise() {
        Random random = new Random(4);
        int n = 120;
        double[] x = random.doubles(n).toArray();
        double[] z = random.doubles(n).toArray();
        int[] codes = random.ints(n, 0, 2).toArray();
        return Dataset.of(
                CategoricalColumn.of("side", List.of("heads", "tails"), codes),
                List.of(NumericColumn.of("x", x), NumericColumn.of("z", z)));
    }

    private static Study search(CrossValidatedObjective objective, int fold) {
        Study study = Study.over(KNN.space())
                .goal(Metric.ACCURACY.goal())
                .strategy(RandomSearch.create())
                .budget(Budget.trials(20))
                .seed(fold)
                .build();
        Runner.sequential().run(study, objective);
        return study;
    }

    @Test
    void run_ofNoise_saysThatTheWinnersScoresAreTooGood() throws InterruptedException {
        Dataset data = noise();
        Splitter outer = CrossValidation.stratified(4, 1);

        Estimate estimate = NestedCrossValidation.of(KNN, data, outer, INNER, Metric.ACCURACY)
                .run(Resource.WHOLE, 7, NestedCrossValidationTest::search);

        assertThat(estimate.winners()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(estimate.winners().get(i).split().validation())
                    .isEqualTo(outer.split(data).get(i).validation());
        }
        assertThat(estimate.outer())
                .isEqualTo(CorrectedMean.of(
                        estimate.winners().stream().map(Winner::score).toList(), outer.split(data)));
        assertThat(estimate.outer().mean()).isBetween(0.3, 0.7);
        assertThat(estimate.optimism())
                .isCloseTo(estimate.inner() - estimate.outer().mean(), within(1e-12))
                .isPositive();
    }

    @Test
    void run_ofASearchWithoutAWinner_namesTheFold() {
        NestedCrossValidation nested = NestedCrossValidation.of(KNN, noise(), INNER, INNER, Metric.ACCURACY);

        assertThatThrownBy(() -> nested.run(
                        Resource.WHOLE,
                        7,
                        (objective, fold) -> Study.over(KNN.space())
                                .goal(Metric.ACCURACY.goal())
                                .budget(Budget.trials(1))
                                .build()))
                .isInstanceOf(NestedCrossValidation.NoWinnerException.class)
                .hasMessageContaining("outer fold 1 of 3 has no completed trial");
    }

    @Test
    void of_aSingleOuterFold_isRefused() {
        assertThatThrownBy(() -> NestedCrossValidation.of(KNN, noise(), HoldOut.of(0.2, 1), INNER, Metric.ACCURACY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 are needed");
    }
}

package dev.retune.budget;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.auto.AutoStrategy;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.trial.Direction;
import dev.retune.trial.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NothingToGainTest {

    private static final double SIGMA = 0.02;
    /** By Nadeau and Bengio, of five folds. */
    private static final double NOISE = SIGMA * Math.sqrt(1.0 / 5 + 1.0 / 4);

    private static SearchSpace cube(int dimensions) {
        return SearchSpace.of(IntStream.range(0, dimensions)
                .mapToObj(i -> Parameter.real("x" + i, 0, 1))
                .toArray(Parameter<?>[]::new));
    }

    /** A bowl with its bottom, 0.9, near a corner. */
    private static double bowl(Configuration c) {
        double[] x = c.encode();
        return 0.9 - 0.5 * Math.pow(x[0] - 0.2, 2) - 0.5 * Math.pow(x[1] - 0.1, 2);
    }

    /** Many waves, none of which tells of another. */
    private static double rugged(Configuration c) {
        return IntStream.range(0, 6)
                        .mapToDouble(i -> {
                            double x = c.encode()[i];
                            return 2 * Math.abs(x - 0.1 * i) + 0.3 * Math.sin(40 * x + i);
                        })
                        .sum()
                / -6;
    }

    private static Study study(SearchSpace space, Budget budget, long seed) {
        return Study.over(space)
                .goal(Direction.MAXIMIZE)
                .budget(budget)
                .strategy(AutoStrategy.create())
                .seed(seed)
                .build();
    }

    private static void run(Study study, ToDoubleFunction<Configuration> f, int folds) {
        while (study.isOpen()) {
            Trial trial = study.ask();
            double value = f.applyAsDouble(trial.configuration());
            if (folds == 0) {
                study.tell(trial, value);
            } else {
                RandomGenerator noise = Randomness.derive(trial.seed(), 0, "noise");
                List<Double> scores = new ArrayList<>();
                for (int i = 0; i < folds; i++) {
                    scores.add(value + SIGMA * noise.nextGaussian());
                }
                study.tell(trial, Measurement.ofFolds(scores));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void spent_onAnEasyNoisyProblem_endsWellBeforeTheTrialsWithRegretWithinTheNoise(long seed) {
        Study study = study(cube(2), Budget.trials(80).orNothingToGain(), seed);

        run(study, NothingToGainTest::bowl, 5);

        assertThat(study.trials().size()).isBetween(24, 60);
        assertThat(study.closedBecause().orElseThrow())
                .matches("nothing is left to gain: at most [\\d.e-]+ beyond trial \\d+, whose score has a"
                        + " standard error of"
                        + " [\\d.e-]+");
        assertThat(0.9 - bowl(study.best().orElseThrow().configuration())).isLessThan(NOISE);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void spent_whileThereIsMoreToGain_goesOn(long seed) {
        Study study = study(cube(6), Budget.trials(45).orNothingToGain(), seed);

        run(study, NothingToGainTest::rugged, 5);

        assertThat(study.closedBecause()).contains("all 45 trials are used");
    }

    @Test
    void spent_withoutFolds_goesByTheNumberOnly() {
        Study silent = study(cube(2), Budget.trials(30).orNothingToGain(), 1);
        Study worth = study(cube(2), Budget.trials(80).orNothingToGain(0.01), 1);

        run(silent, NothingToGainTest::bowl, 0);
        run(worth, NothingToGainTest::bowl, 0);

        assertThat(silent.closedBecause()).contains("all 30 trials are used");
        assertThat(worth.closedBecause().orElseThrow())
                .startsWith("nothing is left to gain: at most ")
                .endsWith(", less than 0.0100");
        assertThat(0.9 - bowl(worth.best().orElseThrow().configuration())).isLessThan(0.01);
    }

    @Test
    void remark_saysBoundAndNoise() {
        Study study = study(cube(2), Budget.trials(21).orNothingToGain(), 1);

        assertThat(study.budget().remark(study.progress())).isEmpty();
        run(study, NothingToGainTest::bowl, 5);

        assertThat(study.budget().remark(study.progress()).orElseThrow())
                .matches("gain < [\\d.e-]+ \\(noise [\\d.e-]+\\)");
    }

    @Test
    void spent_ofAStudyResumedByAnotherBudget_isTheSame() {
        Study study = study(cube(2), Budget.trials(80).orNothingToGain(), 1);
        run(study, NothingToGainTest::bowl, 5);

        assertThat(Budget.nothingToGain()
                        .withSurrogate(GaussianProcessSearch.create())
                        .spent(study.progress()))
                .isEqualTo(study.closedBecause());
    }

    @Test
    void nothingToGain_isAValue() {
        assertThat(Budget.trials(60).orNothingToGain()).hasToString("60 trials or nothing to gain");
        assertThat(Budget.nothingToGain(0.01))
                .hasToString("nothing to gain beyond 0.01")
                .isEqualTo(Budget.nothingToGain(0.01))
                .hasSameHashCodeAs(Budget.nothingToGain(0.01))
                .isNotEqualTo(Budget.nothingToGain());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.nothingToGain(0))
                .withMessage("A budget that ends when there is no more than 0.0 to gain: it must be above 0");
    }
}

package dev.retune.trial;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class GoalsTest {

    private static final Goals SINGLE = Goals.maximize("accuracy");
    private static final Goals SEVERAL = Goals.maximize("accuracy")
            .and(Target.minimize("latency"))
            .limit(Limit.atMost("memory", 512), Limit.atLeast("accuracy", 0.5));
    private static final Configuration POINT =
            SearchSpace.of(Parameter.bool("b")).configuration(Map.of("b", true));

    private static TrialRecord ended(Measurement measurement, Report... reports) {
        return TrialRecord.builder(0, POINT, 1)
                .reports(List.of(reports))
                .build()
                .started(Instant.EPOCH)
                .ended(new Outcome.Completed(measurement), Instant.EPOCH);
    }

    // ---- what they are

    @Test
    void toString_isWhatIsReadBack() {
        assertThat(SEVERAL).hasToString("maximize accuracy, minimize latency; memory <= 512, accuracy >= 0.5");
        assertThat(SINGLE).hasToString("maximize accuracy");
        assertThat(Target.of("maximize accuracy")).isEqualTo(Target.maximize("accuracy"));
        assertThat(Target.of(" Minimize  mean squared error ")).isEqualTo(Target.minimize("mean squared error"));
        assertThat(Limit.of("latency <= 20")).isEqualTo(Limit.atMost("latency", 20));
        assertThat(Limit.of("  recall>=0.8 ")).isEqualTo(Limit.atLeast("recall", 0.8));
        assertThat(Limit.of("p95 latency <= 1e-3")).isEqualTo(Limit.atMost("p95 latency", 1e-3));
        for (Limit limit : List.of(Limit.atMost("x", -1e300), Limit.atLeast("a b", 1 / 3.0), Limit.atMost("y", -0.0))) {
            assertThat(Limit.of(limit.toString())).isEqualTo(limit);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accuracy          | 'accuracy' is not a target: it must be 'maximize METRIC' or 'minimize METRIC'
            maximize          | 'maximize' is not a target: it must be 'maximize METRIC' or 'minimize METRIC'
            maximise accuracy | 'maximise accuracy' is not a target: it must be 'maximize METRIC' or 'minimize METRIC'
            """)
    void target_ofSomethingElse_saysWhatItMustBe(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of(text)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            latency             | 'latency' is not a limit: it must be 'METRIC <= NUMBER' or 'METRIC >= NUMBER', such as 'latency <= 20'
            latency < 20        | 'latency < 20' is not a limit: it must be 'METRIC <= NUMBER' or 'METRIC >= NUMBER'
            latency <= fast     | 'latency <= fast' is not a limit: 'fast' is not a number; write, for example, 'latency <= 20'
            latency <= Infinity | The limit of 'latency' has the bound Infinity: it must be a finite number
            <= 20               | A metric's name is blank
            a <= b <= 3         | Metric 'a <= b' has <= or >= in its name, so a limit cannot refer to it
            """)
    void limit_ofSomethingElse_saysWhatItMustBe(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.of(text)).withMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", " a", "a ", "a\nb", "a\u0000"})
    void metric_withABadName_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.minimize(name));
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.atMost(name, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Measurement.of(name, 1));
    }

    @Test
    void goals_thatRepeatOrContradict_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(Goals::of)
                .withMessage("The goals have no target: name what to minimize or maximize, such as"
                        + " 'maximize accuracy'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SINGLE.and(Target.minimize("accuracy")))
                .withMessage("The goals have two targets on 'accuracy': name each metric once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SINGLE.limit(Limit.atMost("latency", 20), Limit.atMost("latency", 10)))
                .withMessage("The goals have two limits of the same kind, 'latency <= 20' and 'latency <= 10':"
                        + " keep the stricter"
                        + " one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SINGLE.limit(Limit.atMost("latency", 5), Limit.atLeast("latency", 6)))
                .withMessage(
                        "The limits 'latency <= 5' and 'latency >= 6' contradict each other: no value satisfies both");
        assertThat(SINGLE.limit(Limit.atMost("latency", 5), Limit.atLeast("latency", 5))
                        .limits())
                .hasSize(2);
        assertThatIllegalStateException()
                .isThrownBy(SEVERAL::target)
                .withMessage("There are 2 targets (maximize accuracy, minimize latency): this needs exactly one");
    }

    @Test
    void limit_violation_isInTheMetricsUnits() {
        assertThat(Limit.atMost("m", 20).violation(23)).isEqualTo(3);
        assertThat(Limit.atMost("m", 20).violation(20)).isZero();
        assertThat(Limit.atLeast("m", 20).violation(23)).isEqualTo(-3);
        assertThat(Limit.atLeast("m", 20).violation(Double.NaN)).isNaN();
    }

    // ---- what is told

    @Test
    void measured_withoutANameInAStudyOfOneTarget_getsItsName() {
        assertThat(SINGLE.measured(Measurement.of(0.9))
                        .metric("accuracy")
                        .orElseThrow()
                        .value())
                .isEqualTo(0.9);
        assertThat(SINGLE.measured(Measurement.ofFolds(List.of(0.8, 1.0))).metrics())
                .containsExactly(new MetricValue("accuracy", 0.9, List.of(0.8, 1.0)));
        Measurement named = Measurement.of("accuracy", 0.9).cost(3);
        assertThat(SINGLE.measured(named)).isSameAs(named);
        assertThat(SINGLE.limit(Limit.atMost("latency", 20))
                        .measured(Measurement.of("latency", 12).and(MetricValue.UNNAMED, 0.9))
                        .metrics())
                .containsExactly(MetricValue.of("accuracy", 0.9), MetricValue.of("latency", 12));
    }

    /** As before there were names: the first value is the target's, the others are kept. */
    @Test
    void measured_moreValuesWithoutNames_keepsThem() {
        assertThat(SINGLE.measured(Measurement.ofValues(List.of(0.9, 7.0))).metrics())
                .containsExactly(MetricValue.of("accuracy", 0.9), MetricValue.of("value2", 7));
    }

    @Test
    void measured_ofSeveral_isInTheOrderOfTheGoals() {
        Measurement told = Measurement.of("memory", 100)
                .and("latency", 12)
                .and("accuracy", 0.9)
                .constraint("c", -1)
                .cost(2);
        assertThat(SEVERAL.measured(told).metrics())
                .extracting(MetricValue::metric)
                .containsExactly("accuracy", "latency", "memory");
        assertThat(SEVERAL.measured(told).constraints()).containsExactly(Map.entry("c", -1.0));
        assertThat(SEVERAL.measured(told).cost()).hasValue(2);
        Goals two = Goals.of(Target.maximize("accuracy"), Target.minimize("latency"));
        assertThat(two.measured(Measurement.ofValues(List.of(0.9, 12.0))).metrics())
                .containsExactly(MetricValue.of("accuracy", 0.9), MetricValue.of("latency", 12));
    }

    @Test
    void measured_thatDoesNotFit_namesWhatIsWrong() {
        assertRefused(
                SEVERAL,
                Measurement.of("accuracy", 0.9).and("memory", 1),
                "The measurement has no 'latency', which is a target");
        assertRefused(
                SEVERAL,
                Measurement.of("accuracy", 0.9).and("latency", 1),
                "The measurement has no 'memory', which is in the limits");
        assertRefused(
                SEVERAL,
                Measurement.of("accuracy", 0.9).and("latncy", 1).and("memory", 1),
                "The measurement has no 'latency', which is a target; it has 'latncy'; did you mean 'latency'?");
        assertRefused(
                SEVERAL,
                Measurement.of("accuracy", 0.9)
                        .and("latency", 1)
                        .and("memory", 1)
                        .and("speed", 3),
                "The measurement has 'speed', which is neither a target nor in the limits; known: accuracy,"
                        + " latency, memory");
        assertRefused(
                SEVERAL,
                Measurement.of(0.9),
                "The measurement has one value without a name, but there are 2 targets (maximize accuracy,"
                        + " minimize latency):"
                        + " name each, or give one value per target");
        assertRefused(
                SEVERAL,
                Measurement.ofValues(List.of(1.0, 2.0, 3.0)),
                "The measurement has 3 values without a name, but there are 2 targets (maximize accuracy,"
                        + " minimize latency):"
                        + " name each, or give one value per target");
        assertRefused(
                SINGLE,
                Measurement.of("auc", 0.9),
                "The measurement has no 'accuracy', which is a target; it has 'auc'");
        assertRefused(
                SINGLE,
                Measurement.of("accuracy", 0.9).and("f1", 1),
                "The measurement has 'f1', which is neither a target nor in the limits; known: accuracy");
        assertRefused(
                SINGLE.limit(Limit.atMost("latency", 20)),
                Measurement.of(0.9).and("latency", 3).constraint("latency <= 20", 1),
                "The measurement has a constraint 'latency <= 20', which is already a limit of the study:"
                        + " report only 'latency'");
    }

    private static void assertRefused(Goals goals, Measurement told, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> goals.measured(told))
                .withMessage(message);
    }

    @Test
    void measuredSoFar_mayLackMetrics_butHasNoOthers() {
        assertThat(SEVERAL.measuredSoFar(Measurement.of("latency", 3)).metrics())
                .containsExactly(MetricValue.of("latency", 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SEVERAL.measuredSoFar(Measurement.of("speed", 3)))
                .withMessageContaining("'speed'");
    }

    @Test
    void reported_ofSeveral_needsTheNameOfATarget() {
        assertThat(SINGLE.reported(new Report(1, 0.5))).isEqualTo(new Report(1, "accuracy", 0.5));
        assertThat(SEVERAL.reported(new Report(1, "latency", 3))).isEqualTo(new Report(1, "latency", 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SEVERAL.reported(new Report(1, 0.5)))
                .withMessage("A report has no metric, but there are 2 targets (maximize accuracy, minimize latency):"
                        + " name one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SEVERAL.reported(new Report(1, "memory", 0.5)))
                .withMessage("A report has the metric 'memory', which is not a target; known: accuracy, latency");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SINGLE.reported(new Report(1, "acuracy", 0.5)))
                .withMessage("A report has the metric 'acuracy', which is not a target; did you mean 'accuracy'?");
    }

    // ---- what strategies see

    @Test
    void losses_ofASingleMinimizedTarget_areTheRecordItself() {
        TrialRecord trial = ended(Measurement.of(0.3).constraint("c", 1).cost(2), new Report(1, 0.5));
        assertThat(Goals.minimize(MetricValue.UNNAMED).losses(trial)).isSameAs(trial);
    }

    /** A maximized study once showed its latency with the sign flipped. */
    @Test
    void losses_ofAMaximizedTarget_flipNothingElse() {
        Goals goals = SINGLE.limit(Limit.atMost("latency", 20));
        TrialRecord loss = goals.losses(ended(
                Measurement.ofFolds("accuracy", List.of(0.8, 1.0))
                        .and("latency", 23)
                        .constraint("c", -2)
                        .cost(7),
                new Report(1, "accuracy", 0.5)));

        Measurement seen = loss.measurement().orElseThrow();
        assertThat(seen.metrics()).containsExactly(new MetricValue("accuracy", -0.9, List.of(-0.8, -1.0)));
        assertThat(seen.constraints()).containsExactly(Map.entry("c", -2.0), Map.entry("latency <= 20", 3.0));
        assertThat(seen.cost()).hasValue(7);
        assertThat(loss.reports()).containsExactly(new Report(1, "accuracy", -0.5));
        TrialRecord old = ended(SINGLE.measured(Measurement.ofValues(List.of(0.9, 12.0))));
        assertThat(SINGLE.losses(old).measurement().orElseThrow().metrics())
                .containsExactly(MetricValue.of("accuracy", -0.9));
        assertThat(Goals.minimize("loss")
                        .losses(ended(Measurement.of("loss", 0.9).and("value2", 12)))
                        .measurement()
                        .orElseThrow()
                        .metrics())
                .containsExactly(MetricValue.of("loss", 0.9));
    }

    @Test
    void losses_ofSeveral_areOneATarget() {
        TrialRecord trial = ended(
                SEVERAL.measured(
                        Measurement.of("accuracy", 0.4).and("latency", 12).and("memory", 500)),
                new Report(2, "latency", 15),
                new Report(3, "accuracy", 0.3));

        TrialRecord loss = SEVERAL.losses(trial);

        assertThat(loss.measurement().orElseThrow().metrics())
                .containsExactly(MetricValue.of("accuracy", -0.4), MetricValue.of("latency", 12));
        assertThat(loss.measurement().orElseThrow().constraints())
                .containsExactly(Map.entry("memory <= 512", -12.0), Map.entry("accuracy >= 0.5", 0.5 - 0.4));
        assertThat(loss.reports()).containsExactly(new Report(2, "latency", 15), new Report(3, "accuracy", -0.3));
        assertThat(Ranking.isFeasible(loss)).isFalse();
        TrialRecord waiting = TrialRecord.waiting(1, POINT, 1, OptionalInt.empty());
        assertThat(SEVERAL.losses(waiting)).isSameAs(waiting);
    }

    // ---- going on with a study

    @Test
    void difference_ofTargetsWithoutANameOnOneSide_isTheirDirection() {
        Goals unnamed = Goals.of(Target.unnamed(Direction.MAXIMIZE));
        assertThat(unnamed.difference(SINGLE)).isEmpty();
        assertThat(SINGLE.difference(unnamed)).isEmpty();
        assertThat(unnamed.namedBy(SINGLE)).isEqualTo(SINGLE);
        assertThat(SINGLE.namedBy(unnamed)).isEqualTo(SINGLE);
        assertThat(unnamed.difference(Goals.minimize("accuracy"))).contains("its goal is to maximize, not to minimize");
    }

    @Test
    void difference_saysWhatDiffers() {
        assertThat(SINGLE.difference(Goals.maximize("auc")))
                .contains("its goal is to maximize accuracy, not to maximize auc");
        assertThat(SINGLE.difference(SINGLE.and(Target.minimize("latency"))))
                .contains("its goal is to maximize accuracy, not to maximize accuracy, minimize latency");
        assertThat(SINGLE.difference(SINGLE.limit(Limit.atMost("latency", 20))))
                .contains("its limits are none, not 'latency <= 20'");
        Limit one = Limit.atMost("a", 1);
        Limit other = Limit.atMost("b", 1);
        assertThat(SINGLE.limit(one, other).difference(SINGLE.limit(other, one)))
                .isEmpty();
        assertThat(SEVERAL.difference(SEVERAL)).isEmpty();
    }
}

package dev.retune.trial;

import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OutcomeJsonTest {

    private static final Goals GOALS = Goals.maximize("accuracy").limit(Limit.atMost("latency", 20));

    private static Map<String, Object> parsed(String json) {
        return JsonMapper.shared().readValue(json, new TypeReference<Map<String, Object>>() {});
    }

    private static Outcome read(State state, String json, Goals goals) {
        return OutcomeJson.read(state, parsed(json), goals);
    }

    static Stream<Outcome> outcomes() {
        Measurement several = Measurement.of("accuracy", 1 / 3.0)
                .and(MetricValue.ofFolds("latency", List.of(12.5, Math.nextUp(12.5))))
                .constraint("memory \"x\"", Double.NaN)
                .constraint("d", Double.NEGATIVE_INFINITY)
                .cost(Math.nextUp(0.1));
        return Stream.of(
                new Outcome.Completed(Measurement.of("accuracy", 0.5)),
                new Outcome.Completed(Measurement.ofFolds("accuracy", List.of(0.1, 0.2))),
                new Outcome.Completed(several),
                new Outcome.Pruned(Measurement.of("accuracy", Double.NaN).cost(0), "slow"),
                new Outcome.Failed("no"),
                new Outcome.Failed("no", OptionalDouble.of(3)));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void read_ofWhatWasWritten_isTheSame(Outcome outcome) {
        String json = JsonMapper.shared().writeValueAsString(OutcomeJson.write(outcome));
        assertThat(read(State.of(outcome), json, GOALS)).isEqualTo(outcome);
    }

    @Test
    void write_leavesOutWhatIsNotThere() {
        assertThat(JsonMapper.shared()
                        .writeValueAsString(OutcomeJson.write(new Outcome.Completed(Measurement.of("accuracy", 0.5)))))
                .isEqualTo("{\"metrics\":{\"accuracy\":0.5}}");
    }

    /** Retune 0.1 wrote lists without names. */
    @Test
    void read_ofListsWithoutNames_namesThem() {
        Outcome read = read(
                State.COMPLETED,
                "{\"values\":[0.9,7],\"folds\":[0.8,1],\"constraints\":[-0.5,\"NaN\"]}",
                Goals.maximize("accuracy"));
        assertThat(read)
                .isEqualTo(new Outcome.Completed(Measurement.ofFolds("accuracy", List.of(0.8, 1.0))
                        .and("value2", 7)
                        .constraint("constraint1", -0.5)
                        .constraint("constraint2", Double.NaN)));
        assertThat(read(State.PRUNED, "{\"values\":[\"NaN\"],\"reason\":\"slow\"}", Goals.minimize("value")))
                .isEqualTo(new Outcome.Pruned(Measurement.of(Double.NaN), "slow"));
        assertThat(read(State.FAILED, "{\"reason\":\"no\"}", GOALS)).isEqualTo(new Outcome.Failed("no"));
    }

    @Test
    void read_ofSomethingElse_saysWhy() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(State.COMPLETED, "{}", GOALS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(State.COMPLETED, "{\"metrics\":{\"accuracy\":\"good\"}}", GOALS))
                .withMessage("'good' is not a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(State.COMPLETED, "{\"metrics\":{\"accuracy\":1},\"cost\":-1}", GOALS))
                .withMessage("A trial has the cost -1.0: it must be finite, and 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(State.RUNNING, "{}", GOALS))
                .withMessage("a RUNNING trial has no outcome");
    }

    @Test
    void goals_comeBackAsTheyWere() {
        Goals goals = GOALS.and(Target.minimize("memory")).limit(Limit.atLeast("accuracy", 1 / 3.0));
        String json = JsonMapper.shared().writeValueAsString(GoalsJson.write(goals));
        assertThat(json)
                .isEqualTo("{\"goals\":[{\"name\":\"accuracy\",\"direction\":\"maximize\"},"
                        + "{\"name\":\"memory\",\"direction\":\"minimize\"}],"
                        + "\"limits\":[{\"name\":\"latency\",\"max\":20.0},"
                        + "{\"name\":\"accuracy\",\"min\":0.3333333333333333}]}");
        assertThat(GoalsJson.read(parsed(json), Map.of())).isEqualTo(goals);
        Map<String, Object> old = parsed("{\"goals\":[{\"direction\":\"maximize\"}]}");
        assertThat(GoalsJson.read(old, Map.of())).isEqualTo(Goals.maximize("value"));
        assertThat(GoalsJson.read(old, Map.of("metric", "auc"))).isEqualTo(Goals.maximize("auc"));
        assertThatIllegalArgumentException().isThrownBy(() -> GoalsJson.read(Map.of(), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoalsJson.read(parsed("{\"goals\":[3]}"), Map.of()))
                .withMessage("'goals' holds 3, which is not an object");
    }
}

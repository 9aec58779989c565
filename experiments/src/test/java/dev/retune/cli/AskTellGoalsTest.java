package dev.retune.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The conversation of PROTOCOLS where there are several goals, limits or costs. */
class AskTellGoalsTest {

    private static final String SPACE =
            "\"space\":[{\"name\":\"x\",\"type\":\"float\",\"lower\":0,\"upper\":1}],\"seed\":3,\"budget\":9";
    private static final String GOALS = "\"goals\":[{\"name\":\"accuracy\",\"direction\":\"maximize\"},"
            + "{\"name\":\"latency\",\"direction\":\"minimize\"}]";
    private static final String LIMITS =
            "\"limits\":[{\"name\":\"memory\",\"max\":512},{\"name\":\"accuracy\",\"min\":0.5}]";
    private static final String SEVERAL = "{%s,%s,%s,\"strategy\":\"random\"}".formatted(SPACE, GOALS, LIMITS);

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private List<String> talk(String... lines) {
        return talkTo(new String[] {"ask-tell"}, lines);
    }

    private List<String> talkTo(String[] command, String... lines) {
        Cli.Result result = cli.runWith(String.join("\n", lines) + "\n", command);
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).hasSize(lines.length);
        return result.lines();
    }

    private static String error(String answer) {
        JsonNode error = JsonMapper.shared().readTree(answer).get("error");
        assertThat(error).as(answer).isNotNull();
        return error.stringValue();
    }

    private static final String OK = "{\"ok\":true}";

    @Test
    void best_ofSeveralGoals_isTheFrontByRisingId() {
        List<String> lines = new ArrayList<>(List.of(SEVERAL, "{\"best\":1}"));
        for (int i = 0; i < 6; i++) {
            lines.add("{\"ask\":1}");
        }
        lines.addAll(List.of(
                "{\"tell\":2,\"metrics\":{\"memory\":9,\"latency\":10,\"accuracy\":0.75}}", // on it
                "{\"tell\":0,\"metrics\":{\"accuracy\":0.5,\"latency\":5,\"memory\":512}}", // on it, and keeps the
                // limits
                "{\"tell\":1,\"metrics\":{\"accuracy\":0.75,\"latency\":11,\"memory\":9}}", // beaten
                "{\"tell\":3,\"metrics\":{\"accuracy\":0.875,\"latency\":1,\"memory\":513}}", // too large
                "{\"tell\":4,\"metrics\":{\"accuracy\":0.25,\"latency\":1,\"memory\":9}}", // too bad
                "{\"tell\":5,\"metrics\":{\"accuracy\":0.75,\"latency\":10,\"memory\":8}}", // the equal of an earlier
                // one
                "{\"best\":1}"));

        List<String> answers = talk(lines.toArray(String[]::new));

        assertThat(answers.get(1)).isEqualTo("{\"front\":[]}");
        assertThat(answers.subList(8, 14)).containsOnly(OK);
        JsonNode best = JsonMapper.shared().readTree(answers.get(14));
        assertThat(best.propertyNames()).containsExactly("front", "recommended");
        assertThat(best.get("recommended").intValue()).isZero();
        JsonNode first = best.get("front").get(0);
        assertThat(first.propertyNames()).containsExactly("id", "params", "metrics", "values");
        assertThat(first.get("id").intValue()).isZero();
        assertThat(first.get("params"))
                .hasToString(JsonMapper.shared()
                        .readTree(answers.get(2))
                        .get("params")
                        .toString());
        assertThat(first.get("metrics")).hasToString("{\"accuracy\":0.5,\"latency\":5.0,\"memory\":512.0}");
        assertThat(first.get("values")).hasToString("[0.5,5.0]");
        assertThat(best.get("front").get(1).get("id").intValue()).isEqualTo(2);
        assertThat(best.get("front").size()).isEqualTo(2);
    }

    @Test
    void tell_inAllItsForms_isUnderstood() {
        String start = "{%s,%s,\"strategy\":\"sobol\"}".formatted(SPACE, GOALS);
        List<String> answers = talk(
                start,
                "{\"ask\":1}",
                "{\"tell\":0,\"values\":[0.5,12.5]}",
                "{\"ask\":1}",
                "{\"tell\":1,\"metrics\":{\"latency\":12},\"folds\":{\"accuracy\":[0.25,0.75]}}",
                "{\"ask\":1}",
                "{\"tell\":2,\"failed\":\"out of memory\"}",
                "{\"ask\":1}",
                "{\"tell\":3,\"metrics\":{\"accuracy\":0.75},\"pruned\":true}",
                "{\"best\":1}");
        assertThat(List.of(answers.get(2), answers.get(4), answers.get(6), answers.get(8)))
                .containsOnly(OK);
        JsonNode front = JsonMapper.shared().readTree(answers.get(9)).get("front");
        assertThat(front.size()).isEqualTo(1);
        assertThat(front.get(0).get("values")).hasToString("[0.5,12.0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "value":0.5                                  | The measurement has one value without a name, but there are 2 targets
            "values":[0.5]                               | The measurement has one value without a name, but there are 2 targets
            "values":[0.5,1,2]                           | The measurement has 3 values without a name, but there are 2 targets
            "metrics":{"accuracy":0.5,"memory":1}        | The measurement has no 'latency', which is a target
            "metrics":{"accuracy":0.5,"latency":1}       | The measurement has no 'memory', which is in the limits
            "values":[0.5,1]                             | The measurement has no 'memory', which is in the limits
            "metrics":{"accuracy":1,"latency":1,"memory":1,"speed":2} | The measurement has 'speed', which is neither a target nor in the limits; known: accuracy, latency, memory
            "metrics":{"accuracy":"good"}                | metrics.accuracy = "good": it must be a number
            "metrics":[1,2]                              | metrics = [1,2]: it must be keys with values
            "metrics":{"accuracy":1},"values":[1,2]      | expected one of "values" and "metrics"
            "folds":{"accuracy":[]}                      | folds.accuracy = []: it must have a number at least
            "cost":3,"values":[1,2]                      | unknown key 'cost'
            "failed":"no","metrics":{"accuracy":1}       | {"tell":0,"failed":"no","metrics":{"accuracy":1}}: a failed trial has no value
            """)
    void tell_thatDoesNotFit_isAnErrorThatChangesNothing(String told, String error) {
        List<String> answers = talk(
                SEVERAL,
                "{\"ask\":1}",
                "{\"tell\":0,%s}".formatted(told),
                "{\"best\":1}",
                "{\"tell\":0,\"metrics\":{\"accuracy\":0.5,\"latency\":1,\"memory\":1}}");
        assertThat(error(answers.get(2))).startsWith(error);
        assertThat(answers.get(3)).isEqualTo("{\"front\":[]}");
        assertThat(answers.get(4)).isEqualTo(OK);
    }

    @Test
    void report_ofSeveralGoals_namesItsMetric_orChangesNothing() {
        List<String> answers = talk(
                SEVERAL,
                "{\"ask\":1}",
                "{\"report\":0,\"step\":1,\"value\":3}",
                "{\"report\":0,\"step\":1,\"metric\":\"memory\",\"value\":3}",
                "{\"report\":0,\"step\":1,\"metric\":\"latency\",\"value\":3}",
                "{\"report\":0,\"step\":1,\"metric\":\"accuracy\",\"value\":0.5}");
        assertThat(error(answers.get(2))).startsWith("A report has no metric, but there are 2 targets");
        assertThat(error(answers.get(3)))
                .isEqualTo("A report has the metric 'memory', which is not a target; known: accuracy, latency");
        assertThat(answers.subList(4, 6)).containsOnly("{\"prune\":false}");
    }

    /** One entry is one goal: all else is as it ever was. */
    @Test
    void goals_ofOneEntry_answerAsOneGoal() {
        String one = "{" + SPACE + ",\"goals\":[{\"name\":\"accuracy\",\"direction\":\"maximize\"}],"
                + "\"limits\":[{\"name\":\"latency\",\"max\":20}]}";
        List<String> answers = talk(
                one,
                "{\"ask\":1}",
                "{\"report\":0,\"step\":1,\"value\":0.25}",
                "{\"best\":1}",
                "{\"tell\":0,\"value\":0.5,\"metrics\":{\"latency\":21}}",
                "{\"best\":1}",
                "{\"ask\":1}",
                "{\"report\":1,\"step\":1,\"metric\":\"accuracy\",\"value\":0.25}",
                "{\"tell\":1,\"metrics\":{\"accuracy\":0.25,\"latency\":20}}",
                "{\"best\":1}",
                "{\"ask\":1}",
                "{\"tell\":2,\"value\":0.5}");
        assertThat(error(answers.get(3))).contains("no trial has a value yet");
        assertThat(error(answers.get(5))).contains("no trial keeps the limits yet");
        JsonNode best = JsonMapper.shared().readTree(answers.get(9));
        assertThat(best.propertyNames()).containsExactly("id", "params", "value");
        assertThat(best.get("value").doubleValue()).isEqualTo(0.25);
        assertThat(error(answers.get(11))).isEqualTo("The measurement has no 'latency', which is in the limits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "direction":"minimize",@                        | there is a "direction" already: give one of "direction" and "goals"
            "goals":[]                                      | The goals have no target
            "goals":[{"name":"a"}]                          | 'goals[0].direction' is missing: write minimize or maximize
            "goals":[{"direction":"minimize"}]              | 'goals[0].name' is missing: write the name of a metric
            "goals":[{"name":"a","direction":"minimise"}]   | goals[0].direction = "minimise": it must be minimize or maximize; did you mean 'minimize'?
            "goals":[{"name":" ","direction":"minimize"}]   | A metric's name is blank
            "goals":[{"name":"a","direction":"minimize","weight":2}] | unknown key 'goals[0].weight'
            "goals":[{"name":"a","direction":"minimize"},{"name":"a","direction":"maximize"}] | The goals have two targets on 'a'
            "limits":[{"name":"a"}]                         | limits[0] = {"name":"a"}: it limits nothing: give it a "max" or a "min"
            "limits":[{"name":"a","max":1,"min":2}]         | The limits 'a <= 1' and 'a >= 2' contradict each other
            "limits":[{"name":"a","max":"no"}]              | limits[0].max = "no": it must be a number
            @                                               | goals = [{"name":"accuracy","direction":"maximize"},{"name":"latency","direction":"minimize"}]: several goals need a strategy that uses no losses so far: name random, sobol or grid
            @,"strategy":"tpe"                              | strategy = "tpe": several goals need a strategy that uses no losses so far
            "cost":{"budget":3}                             | 'cost.name' is missing
            "cost":{"name":"seconds","budget":-3}           | A budget of the cost -3.0: it must be finite, and above 0
            "cost":3                                        | cost = 3: it must be keys with values
            """)
    void start_thatIsWrong_saysWhat_andTheNextMayBeRight(String more, String error) {
        List<String> answers = talk("{%s,%s}".formatted(SPACE, more.replace("@", GOALS)), SEVERAL, "{\"ask\":1}");
        assertThat(error(answers.get(0))).contains(error);
        assertThat(answers.get(1)).contains("\"ready\":true");
        assertThat(answers.get(2)).contains("\"id\":0");
    }

    @Test
    void cost_isToldEachTime_andItsBudgetEndsTheStudy() {
        String start =
                "{%s,\"direction\":\"minimize\",\"strategy\":\"random\",\"cost\":{\"name\":\"seconds\",\"budget\":10}}"
                        .formatted(SPACE);
        List<String> answers = talk(
                start,
                "{\"ask\":1}",
                "{\"tell\":0,\"value\":1}",
                "{\"tell\":0,\"value\":1,\"cost\":-1}",
                "{\"tell\":0,\"failed\":\"no\"}",
                "{\"tell\":0,\"value\":1,\"cost\":4}",
                "{\"ask\":1}",
                "{\"tell\":1,\"failed\":\"no\",\"cost\":3.5}",
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"tell\":2,\"value\":5,\"pruned\":true,\"cost\":2.5}",
                "{\"ask\":1}",
                "{\"tell\":3,\"value\":0.5,\"cost\":0}",
                "{\"ask\":1}",
                "{\"best\":1}");
        assertThat(error(answers.get(2)))
                .isEqualTo("'cost' is missing: write the seconds that the trial took, in each tell");
        assertThat(error(answers.get(3))).isEqualTo("cost = -1: it must be 0 or more");
        assertThat(error(answers.get(4))).startsWith("'cost' is missing");
        assertThat(answers.get(5)).isEqualTo(OK);
        assertThat(answers.get(7)).isEqualTo(OK);
        assertThat(answers.get(8)).contains("\"id\":2");
        assertThat(answers.get(9)).contains("\"id\":3");
        assertThat(answers.get(10)).isEqualTo(OK);
        assertThat(answers.get(11)).isEqualTo("{\"done\":true}");
        assertThat(answers.get(12)).isEqualTo(OK);
        assertThat(answers.get(13)).isEqualTo("{\"done\":true}");
        assertThat(answers.get(14)).contains("\"value\":0.5");
    }

    @Test
    void cost_withoutABudget_isBoundedByTrials() {
        List<String> answers = talk(
                "{%s,\"cost\":{\"name\":\"euros\"}}".formatted(SPACE.replace("\"budget\":9", "\"budget\":1")),
                "{\"ask\":1}",
                "{\"tell\":0,\"value\":1,\"cost\":1e9}",
                "{\"ask\":1}");
        assertThat(answers.get(2)).isEqualTo(OK);
        assertThat(answers.get(3)).isEqualTo("{\"done\":true}");
    }

    @Test
    void store_theSameStartLine_goesOn() {
        String[] command = {"ask-tell", "--store", "s.db", "--study", "s"};
        String start = SEVERAL.replace("}]}", "}]}")
                .replace("\"strategy\"", "\"cost\":{\"name\":\"s\",\"budget\":10},\"strategy\"");
        talkTo(
                command,
                start,
                "{\"ask\":1}",
                "{\"report\":0,\"step\":1,\"metric\":\"latency\",\"value\":3}",
                "{\"tell\":0,\"metrics\":{\"accuracy\":0.5,\"latency\":5,\"memory\":1},\"cost\":9}",
                "{\"ask\":1}");

        List<String> answers = talkTo(
                command,
                start,
                "{\"best\":1}",
                "{\"ask\":1}",
                "{\"tell\":1,\"failed\":\"no\",\"cost\":1}",
                "{\"ask\":1}");
        assertThat(answers.get(1)).startsWith("{\"front\":[{\"id\":0,").endsWith(",\"recommended\":0}");
        assertThat(answers.get(2)).contains("\"id\":1");
        assertThat(answers.get(4)).isEqualTo("{\"done\":true}");
        assertThat(error(talkTo(command, "{%s,%s,\"strategy\":\"random\"}".formatted(SPACE, GOALS))
                        .get(0)))
                .contains("its limits are 'memory <= 512, accuracy >= 0.5', not none");
    }

    /** What names metrics is unknown where the start line names none. */
    @Test
    void tell_withNames_whereThereAreNone_isAnUnknownKey() {
        List<String> answers = talk(
                "{%s}".formatted(SPACE),
                "{\"ask\":1}",
                "{\"tell\":0,\"metrics\":{\"value\":1}}",
                "{\"report\":0,\"step\":1,\"metric\":\"value\",\"value\":1}",
                "{\"tell\":0,\"value\":1,\"cost\":3}",
                "{\"tell\":0,\"folds\":{\"value\":[1]}}",
                "{\"tell\":0,\"values\":[1,7],\"folds\":[1,2],\"constraints\":[-1,0]}",
                "{\"best\":1}");
        assertThat(error(answers.get(2))).startsWith("unknown key 'metrics'");
        assertThat(error(answers.get(3))).startsWith("unknown key 'metric'");
        assertThat(error(answers.get(4))).startsWith("unknown key 'cost'");
        assertThat(error(answers.get(5))).isEqualTo("folds = {\"value\":[1]}: it must be a list");
        assertThat(answers.get(6)).isEqualTo(OK);
        assertThat(answers.get(7)).contains("\"value\":1.0");
    }
}

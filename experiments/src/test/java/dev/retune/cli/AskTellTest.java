package dev.retune.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/** The conversation of PROTOCOLS: what a client sends, and what it is answered. */
class AskTellTest {

    private static final String SPACE = """
            [{"name":"lr","type":"float","lower":1e-4,"upper":1,"log":true},\
            {"name":"kernel","type":"cat","choices":["rbf","poly"]},\
            {"name":"degree","type":"int","lower":2,"upper":5,"condition":{"parent":"kernel","values":["poly"]}}]""";
    private static final String START = start("");

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private static String start(String more) {
        return "{\"space\":%s,\"seed\":3,\"direction\":\"minimize\",\"budget\":4%s}".formatted(SPACE, more);
    }

    private List<JsonNode> talk(String... lines) {
        return talkTo(new String[] {"ask-tell"}, lines);
    }

    private List<JsonNode> talkTo(String[] command, String... lines) {
        Cli.Result result = cli.runWith(String.join("\n", lines) + "\n", command);
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).hasSize(lines.length);
        return result.lines().stream().map(JsonMapper.shared()::readTree).toList();
    }

    private static void assertOk(JsonNode answer) {
        assertThat(answer).hasToString("{\"ok\":true}");
    }

    @Test
    void line_thatIsTooLong_isAnsweredByAnError_andTheNextIsRead() {
        List<JsonNode> answers = talk(
                START,
                "{\"ask\":1,\"x\":\"" + "a".repeat(20_000_000) + "\"}",
                "{\"tell\":0,\"failed\":7,\"constraints\":\"" + "b".repeat(100_000) + "\"}",
                "[".repeat(100_000),
                "{\"ask\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_001),
                "{\"ask\":1}");

        assertThat(answers.get(1).get("error").stringValue()).startsWith("the line is too long");
        for (JsonNode answer : answers.subList(1, 5)) {
            assertThat(answer.get("error").stringValue()).hasSizeLessThan(500);
        }
        assertThat(answers.get(5).get("id").intValue()).isZero();
    }

    @Test
    void tell_whoseFoldsOverflowInTheirSum_hasTheirMean() {
        List<JsonNode> answers =
                talk(START, "{\"ask\":1}", "{\"tell\":0,\"folds\":[1.5e308,1e308,1.25e308]}", "{\"best\":1}");

        assertOk(answers.get(2));
        assertThat(answers.get(3).get("value").doubleValue()).isCloseTo(1.25e308, withinPercentage(1e-6));
    }

    @Test
    void tell_failedBesideAnythingElse_isAnError() {
        for (String more : List.of("\"constraints\":\"no\"", "\"constraints\":[\"x\"]", "\"folds\":3", "\"value\":1")) {
            List<JsonNode> answers =
                    talk(START, "{\"ask\":1}", "{\"tell\":0,\"failed\":\"no memory\",%s}".formatted(more));
            assertThat(answers.get(2).has("error")).as(more).isTrue();
        }
    }

    @Test
    void reason_withTerminalEscapes_isShownWithoutThem() {
        talkTo(
                new String[] {"ask-tell", "--store", "s.db", "--study", "odd"},
                START,
                "{\"ask\":1}",
                "{\"tell\":0,\"failed\":\"\\u001b[31mred\\u009b2J\\u0007 and gone\"}");

        Cli.Result shown = cli.run("show", "odd", "--store", "s.db");

        assertThat(shown.out()).contains("red").doesNotContain("\u001b", "\u009b", "\u0007");
    }

    @Test
    void askTell_straightThrough_answersAsTheProtocolSays() {
        List<JsonNode> answers = talk(
                START,
                "{\"ask\":1}",
                "{\"report\":0,\"step\":1,\"value\":0.4}",
                "{\"tell\":0,\"value\":0.5}",
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"tell\":2,\"value\":0.25}",
                "{\"tell\":1,\"value\":0.75}",
                "{\"best\":1}",
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"tell\":3,\"failed\":\"out of memory\"}",
                "{\"ask\":1}");

        assertThat(answers.get(0).get("ready").booleanValue()).isTrue();
        assertThat(answers.get(0).get("version").isString()).isTrue();
        JsonNode asked = answers.get(1);
        assertThat(asked.get("id").intValue()).isZero();
        assertThat(asked.get("params").get("lr").doubleValue()).isBetween(1e-4, 1.0);
        assertThat(asked.get("params").has("degree"))
                .isEqualTo(asked.get("params").get("kernel").stringValue().equals("poly"));
        assertThat(asked.has("resource")).isFalse();
        assertThat(answers.get(2)).hasToString("{\"prune\":false}");
        assertOk(answers.get(3));
        assertThat(answers.get(5).get("id").intValue()).isEqualTo(2);
        assertThat(answers.get(8).get("id").intValue()).isEqualTo(2);
        assertThat(answers.get(8).get("value").doubleValue()).isEqualTo(0.25);
        assertThat(answers.get(8).get("params")).isEqualTo(answers.get(5).get("params"));
        assertThat(answers.get(10)).hasToString("{\"done\":true}");
        assertOk(answers.get(11));
        assertThat(answers.get(12)).hasToString("{\"done\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "garbage | a line must be a JSON object, such as {\"ask\":1}",
                "[1] | a line must be a JSON object, such as {\"ask\":1}, not [1]",
                "{\"ask\":1} {\"ask\":1} | there is something after the end",
                "{\"tell\":0,\"value\":NaN} | \"failed\":\"reason\"",
                "{\"aks\":1} | expected ask, tell, report or best; did you mean 'ask'?",
                "{} | expected ask, tell, report or best",
                "{\"ask\":3} | expected {\"ask\":1}",
                "{\"ask\":\"one\"} | ask = \"one\": it must be a whole number",
                "{\"ask\":1,\"tell\":0} | unknown key 'tell'",
                "{\"tell\":0} | expected \"value\":NUMBER",
                "{\"tell\":0,\"valeu\":1} | unknown key 'valeu'; did you mean 'value'?",
                "{\"tell\":0,\"value\":\"1\"} | value = \"1\": it must be a number",
                "{\"tell\":0,\"value\":null} | 'value' is missing",
                "{\"tell\":0,\"value\":1,\"values\":[1]} | expected one of \"value\" and \"values\"",
                "{\"tell\":0,\"values\":[]} | it must have a number at least",
                "{\"tell\":0,\"constraints\":[1]} | expected \"value\":NUMBER",
                "{\"tell\":0,\"pruned\":true} | expected \"value\":NUMBER",
                "{\"tell\":0,\"value\":1,\"pruned\":1} | pruned = 1: it must be true or false",
                "{\"tell\":0,\"failed\":\"x\",\"value\":1} | tell either \"failed\" or \"value\"",
                "{\"tell\":9,\"value\":1} | tell = 9: there is no trial 9",
                "{\"report\":0,\"value\":1} | 'step' is missing",
                "{\"report\":0,\"step\":0,\"value\":1} | step = 0: it must be a whole number, 1 or more",
                "{\"report\":5,\"step\":1,\"value\":1} | report = 5: there is no trial 5",
                "{\"best\":1} | no trial has a value yet",
            })
    void askTell_wrongLine_isToldWhatWasExpectedAndLosesNothing(String line, String expected) {
        List<JsonNode> answers = talk(START, "{\"ask\":1}", line, "{\"tell\":0,\"value\":0.5}", "{\"best\":1}");

        assertThat(answers.get(2).get("error").stringValue()).contains(expected);
        assertOk(answers.get(3));
        assertThat(answers.get(4).get("value").doubleValue()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"ask\":1} | the study has not started",
                "{\"seed\":1} | 'space' is missing",
                "{\"space\":[],\"seed\":1} | The space has no parameters",
                "{\"space\":[{\"name\":\"x\",\"type\":\"float\",\"lower\":2,\"upper\":1}]} | Parameter 'x' has"
                        + " low = 2 > high = 1: swap them",
                "{\"space\":[{\"name\":\"x\",\"type\":\"flaot\",\"lower\":0,\"upper\":1}]} | needs \"float\","
                        + " \"int\" or \"cat\"",
                "{\"space\":[{\"name\":\"x\",\"type\":\"int\",\"lower\":0,\"upper\":1}]"
                        + ",\"direction\":\"down\"} | it must be minimize or maximize",
                "{\"space\":[{\"name\":\"x\",\"type\":\"int\",\"lower\":0,\"upper\":1}],\"budget\":0} | it"
                        + " must be a whole number, 1 or more",
                "{\"space\":[{\"name\":\"x\",\"type\":\"int\",\"lower\":0,\"upper\":1}]"
                        + ",\"strategy\":\"ranom\"} | did you mean 'random'?",
                "{\"space\":[{\"name\":\"x\",\"type\":\"int\",\"lower\":0,\"upper\":1}],\"strategy\":\"asha\"}"
                        + " | Asha shares out a resource",
                "{\"space\":[{\"name\":\"x\",\"type\":\"int\",\"lower\":0,\"upper\":1}]"
                        + ",\"resource\":{\"name\":\"e\",\"max\":3}} | 'resource.min' is missing",
                "{\"space\":[{\"name\":\"x\",\"type\":\"int\",\"lower\":0,\"upper\":1}]"
                        + ",\"history\":[{\"study\":\"a\",\"trials\":[{\"params\":{}}]}]} |"
                        + " 'history[0].trials[0].value' is missing",
            })
    void askTell_wrongStart_mayBeTriedAgain(String line, String expected) {
        List<JsonNode> answers = talk(line, START, "{\"ask\":1}");

        assertThat(answers.get(0).get("error").stringValue()).contains(expected);
        assertThat(answers.get(1).has("ready")).isTrue();
        assertThat(answers.get(2).get("id").intValue()).isZero();
    }

    @Test
    void askTell_endedTrial_isNotToldTwice() {
        List<JsonNode> answers =
                talk(START, "{\"ask\":1}", "{\"tell\":0,\"value\":1}", "{\"tell\":0,\"value\":0}", "{\"best\":1}");

        assertThat(answers.get(3).get("error").stringValue()).isEqualTo("tell = 0: trial 0 has ended already");
        assertThat(answers.get(4).get("value").doubleValue()).isEqualTo(1);
    }

    @Test
    void askTell_foldsValuesAndConstraints_decideTheBest() {
        List<JsonNode> answers = talk(
                START,
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"tell\":0,\"folds\":[1,2,3]}",
                "{\"tell\":1,\"values\":[1.5,9],\"constraints\":[-1,0]}",
                "{\"tell\":2,\"value\":1,\"constraints\":[0.1]}",
                "{\"tell\":3,\"value\":0.5,\"pruned\":true}",
                "{\"best\":1}");

        assertThat(answers.get(9).get("id").intValue()).isEqualTo(1);
        assertThat(answers.get(9).get("value").doubleValue()).isEqualTo(1.5);
    }

    @Test
    void askTell_maximize_bestIsTheLargest() {
        List<JsonNode> answers = talk(
                START.replace("minimize", "maximize"),
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"tell\":0,\"value\":1}",
                "{\"tell\":1,\"value\":2}",
                "{\"best\":1}");

        assertThat(answers.get(5))
                .hasToString("{\"id\":1,\"params\":%s,\"value\":2.0}"
                        .formatted(answers.get(2).get("params")));
    }

    @Test
    void askTell_resource_isHandedOutWithWhatItContinues() {
        String start = start(
                ",\"strategy\":{\"name\":\"asha\",\"eta\":2},\"resource\":{\"name\":\"epoch\",\"min\":1,\"max\":4}");
        List<JsonNode> answers = talk(
                start,
                "{\"ask\":1}",
                "{\"tell\":0,\"value\":3}",
                "{\"ask\":1}",
                "{\"tell\":1,\"value\":1}",
                "{\"ask\":1}");

        assertThat(answers.get(1).get("resource")).hasToString("1");
        assertThat(answers.get(5).get("resource")).hasToString("2");
        assertThat(answers.get(5).get("continues").intValue()).isEqualTo(1);
        assertThat(answers.get(5).get("params")).isEqualTo(answers.get(3).get("params"));
    }

    @Test
    void askTell_historyOfEarlierStudies_isTaken() {
        String history =
                ",\"history\":[{\"study\":\"heart\",\"trials\":[{\"params\":{\"C\":1,\"k\":\"rbf\"},\"value\":0.2}]}]";

        assertThat(talk(start(history)).get(0).has("ready")).isTrue();
    }

    @Test
    void askTell_withAStore_goesOnWhereItWas() {
        String[] command = {"ask-tell", "--store", "s.db", "--study", "svm"};
        List<JsonNode> first = talkTo(command, START, "{\"ask\":1}", "{\"tell\":0,\"value\":0.5}", "{\"ask\":1}");
        List<JsonNode> second = talkTo(
                command,
                START,
                "{\"best\":1}",
                "{\"tell\":1,\"value\":1}",
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"ask\":1}",
                "{\"ask\":1}");

        assertThat(second.get(1).get("value").doubleValue()).isEqualTo(0.5);
        assertThat(second.get(2).get("error").stringValue()).contains("is not open here: ask for it first");
        assertThat(second.get(3)).isEqualTo(first.get(3)); // it was open, and is handed out again
        assertThat(cli.run("list", "--store", "s.db").out()).contains("svm");
    }

    @Test
    void askTell_otherSpaceUnderTheSameName_isRefused() {
        String[] command = {"ask-tell", "--store", "s.db", "--study", "svm"};
        talkTo(command, START);

        assertThat(talkTo(command, START.replace("\"upper\":5", "\"upper\":6"))
                        .get(0)
                        .get("error")
                        .stringValue())
                .contains("its parameter 'degree'");
    }

    @Test
    void askTell_storeThatIsNoDatabase_tellsClientAndUser() throws Exception {
        cli.write("s.db", "no database ".repeat(200));
        Cli.Result result = cli.runWith(START + "\n", "ask-tell", "--store", "s.db", "--study", "x");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.lines()).singleElement().asString().startsWith("{\"error\":\"The store ");
        assertThat(result.err().lines().toList()).singleElement().asString().startsWith("retune: The store ");
    }
}

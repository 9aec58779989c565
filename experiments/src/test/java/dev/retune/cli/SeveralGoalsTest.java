package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A study of several goals and a limit through all commands, and one of a single goal with a limit. */
class SeveralGoalsTest {

    private static final String STUDY = """
            study: several
            goals: [maximize gain, minimize latency]
            limits: ["memory <= 0.75"]
            budget: {trials: 12}
            command: [sh, train.sh, "{x}", "{y}"]
            space:
              x: {real: [0, 1]}
              y: {real: [0, 1]}
            strategy: sobol
            seed: 1
            threads: 1
            """;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here");
        cli = new Cli(folder);
        cli.write("several.yaml", STUDY);
        cli.write("train.sh", """
                echo "report 1 gain 0.5"
                echo "metric gain $1"
                echo "metric latency $1"
                echo "metric memory $2"
                echo "cost 2"
                """);
        cli.write(
                "limited.yaml",
                STUDY.replace("several", "limited")
                        .replace("goals: [maximize gain, minimize latency]", "goal: maximize gain")
                        .replace("limits: [", "limits: [\"latency >= 0\", ")
                        .replace("sobol", "gp"));
        cli.write("strict.yaml", STUDY.replace("several", "strict").replace("memory <= 0.75", "memory <= -1"));
    }

    private Result ran(String... arguments) {
        Result result = cli.run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).as(result.out()).isZero();
        return result;
    }

    private JsonNode json(String... arguments) {
        return JsonMapper.shared().readTree(ran(arguments).out());
    }

    @Test
    void commands_ofSeveralGoals_showTheFrontAndTheLimits() throws Exception {
        Result tuned = ran("tune", "several.yaml", "--no-progress");
        assertThat(tuned.out())
                .contains("Finished: all 12 trials are used.")
                .containsPattern(
                        "\\d+ trials, of which none is better than another in all goals \\(maximize gain, minimize"
                                + " latency; memory <= 0.75\\):")
                .containsPattern("  trial \\d+  gain 0\\.\\d+, latency 0\\.\\d+, memory 0\\.\\d+")
                .containsPattern("A compromise to begin with: trial \\d+");
        assertThat(tuned.lastLine()).endsWith("several.html");

        JsonNode best = json("best", "several", "--json");
        int front = best.get("front").size();
        assertThat(front).isGreaterThan(3);
        assertThat(best.get("front").get(0).propertyNames()).containsExactly("trial", "metrics", "params");
        assertThat(best.get("recommended").isInt()).isTrue();
        assertThat(ran("best", "several").lines()).hasSize(2 + 3 * front);
        assertThat(ran("list").lines().get(1))
                .contains("maximize gain, minimize latency; memory <= 0.75", "front of " + front);
        assertThat(ran("show", "several").out())
                .contains("several: maximize gain, minimize latency; memory <= 0.75, seed 1")
                .containsPattern("completed  gain \\S+ latency \\S+ memory 0.8\\d* \\(breaks memory <= 0.75\\)");
        assertThat(ran("status", "several").out())
                .contains("several: maximize gain, minimize latency; memory <= 0.75")
                .contains("front of " + front + " trials: see 'retune best several'");
        JsonNode status = json("status", "several", "--json");
        assertThat(status.get("front").size()).isEqualTo(front);
        assertThat(status.has("best")).isFalse();
        assertThat(ran("replay", "several.yaml").out()).contains("12 of 12 proposals are the same");
        assertThat(ran("doctor").out()).contains("is sound");

        List<String> csv = ran("export", "several").lines();
        assertThat(csv.get(0))
                .isEqualTo("trial,state,metrics.gain,metrics.latency,metrics.memory,standardErrors.gain,"
                        + "standardErrors.latency,feasible,resource,started,seconds,cost,reason,params.x,params.y");
        assertThat(csv.get(1))
                .matches("0,completed,0[.\\d]+,0[.\\d]+,0[.\\d]+,,,(true|false),1.0,.*,2.0,,0[.\\d]+,0[.\\d]+");
        JsonNode exported = json("export", "several", "--format", "json");
        assertThat(exported.get("goals").size()).isEqualTo(2);
        assertThat(exported.get("limits").get(0)).hasToString("{\"name\":\"memory\",\"max\":0.75}");
        assertThat(exported.get("trials").get(0).get("metrics").propertyNames())
                .containsExactly("gain", "latency", "memory");
        assertThat(exported.get("trials").get(0).get("cost").doubleValue()).isEqualTo(2);
        assertThat(exported.get("trials").get(0).get("reports"))
                .hasToString("[{\"step\":1,\"metric\":\"gain\",\"value\":0.5}]");

        ran("backup", "b.jsonl");
        ran("import", "b.jsonl", "--store", "other.db");
        assertThat(json("export", "several", "--format", "json", "--store", "other.db"))
                .isEqualTo(exported);
        assertThat(Files.readString(folder.resolve("several.html")))
                .contains(
                        "\"goals\":[\"maximize gain\",\"minimize latency\"]", "\"limits\":[\"memory \\u003c= 0.75\"]");

        assertThat(ran("tune", "several.yaml", "--no-progress").out()).contains("Its budget is spent");
        assertThat(ran("tune", "several.yaml", "--no-progress", "--trials", "14")
                        .out())
                .contains("all 14 trials are used");
    }

    @Test
    void commands_ofAGoalWithALimit_tellWhatBreaksIt() {
        Result tuned = ran("tune", "limited.yaml", "--no-progress");
        assertThat(tuned.out()).containsPattern("(?m)^gain +[01][.\\d]*$").containsPattern("(?m)^memory +0[.\\d]*$");
        JsonNode best = json("best", "limited", "--json");
        assertThat(best.propertyNames()).containsExactly("trial", "value", "metrics", "params");
        assertThat(best.get("metrics").get("memory").doubleValue()).isLessThanOrEqualTo(0.75);
        assertThat(ran("show", "limited").out()).contains("(breaks memory <= 0.75)");
        assertThat(ran("export", "limited").lines().get(0))
                .isEqualTo("trial,state,value,standardError,metrics.latency,metrics.memory,feasible,resource,"
                        + "started,seconds,cost,reason,params.x,params.y");
        assertThat(ran("list").lines().get(1)).contains("maximize gain; latency >= 0, memory <= 0.75");
    }

    @Test
    void commands_whereNothingKeepsTheLimits_sayIt() {
        Result tuned = cli.run("tune", "strict.yaml", "--no-progress");
        assertThat(tuned.status()).isEqualTo(ExitCode.FAILURE);
        assertThat(tuned.out()).contains("No trial keeps the limits, of 12 that completed.");
        Result best = cli.run("best", "strict");
        assertThat(best.status()).isEqualTo(ExitCode.USAGE);
        assertThat(best.err()).contains("study 'strict' has no completed trial that keeps its limits");
        assertThat(ran("status", "strict").out()).contains("none keeps the limits yet");
        assertThat(ran("list").lines().get(1)).contains(" - ");
        ran("report", "strict");
    }

    private void assertRefused(String from, String to, String message) throws Exception {
        cli.write("several.yaml", STUDY.replace(from, to));
        Result result = cli.run("tune", "several.yaml", "--no-progress");
        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("retune: " + message);
    }

    @Test
    void tune_whatLooksForASingleBest_isRefused() throws Exception {
        String several = "but the study has 2 targets (maximize gain, minimize latency)";
        assertRefused(
                "strategy: sobol",
                "strategy: gp",
                "several.yaml line 9: strategy = \"gp\": several goals need a strategy that uses no losses so far");
        assertRefused(
                "strategy: sobol\n",
                "",
                "several.yaml line 2: goals = [\"maximize gain\",\"minimize latency\"]: several goals need a strategy");
        assertRefused(
                "{trials: 12}",
                "{trials: 12, target: 3}",
                "A budget of 'target of 3' needs one best trial, " + several);
        assertRefused(
                "seed: 1",
                "pruner: median",
                "several.yaml line 10: pruner = \"median\": pruners compare trials by one value, but there are"
                        + " 2 goals");
        assertRefused(
                "minimize latency",
                "minimize p95 latency",
                "several.yaml line 2: goals = [\"maximize gain\",\"minimize p95 latency\"]: metric 'p95"
                        + " latency' has a space");
        assertRefused("minimize latency", "minimize gain", "several.yaml line 3: The goals have two targets on 'gain'");
        assertThat(cli.run("list").out()).doesNotContain("several");
        ran("tune", "strict.yaml".replace("strict", "limited"), "--no-progress");
        cli.write("limited.yaml", STUDY.replace("several", "limited"));
        Result other = cli.run("tune", "limited.yaml", "--no-progress");
        assertThat(other.err())
                .contains("differs: its goal is to maximize gain, not to maximize gain, minimize latency");
    }

    @Test
    void tune_aBudgetOfCosts_endsTheStudy() throws Exception {
        cli.write("several.yaml", STUDY.replace("{trials: 12}", "{cost: 9}"));
        Result tuned = ran("tune", "several.yaml", "--no-progress");
        assertThat(tuned.out()).contains("Finished: the total cost of 9 is used. 5 trials");
        assertThat(ran("status", "several").out()).contains("total cost of 9: 100% used");
    }
}

package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import static org.assertj.core.api.Assertions.assertThat;

/** Several runs on one study, one after the other: worker, status and replay. */
class WorkersTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private static void assertRefused(Result result, String message) {
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList()).singleElement().asString().contains(message);
    }

    @Test
    void worker_withoutAStudy_saysHowToStartOne() throws Exception {
        assertRefused(cli.run("worker", "study.yaml"), "no store");
        cli.run("tune", "study.yaml");
        cli.write("other.yaml", Cli.STUDY.replace("study: small", "study: other"));
        assertRefused(
                cli.run("worker", "other.yaml"),
                "no study 'other' in the store to join: start it with 'retune tune', and name the same --store");
        assertThat(cli.run("list").out()).doesNotContain("other");
    }

    @Test
    void worker_withOtherDataOrSettings_isRefused() throws Exception {
        cli.run("tune", "study.yaml", "--trials", "1");
        cli.write("tpe.yaml", Cli.STUDY + "strategy: tpe\n");
        cli.write("rounds.yaml", Cli.STUDY + "deterministic: true\n");
        cli.write("space.yaml", Cli.STUDY.replace("[1e-3, 1]", "[1e-4, 1]"));

        assertRefused(cli.run("worker", "tpe.yaml"), "its strategy is auto, not tpe as in");
        assertRefused(cli.run("worker", "rounds.yaml"), "its rounds are of no trials, not of 4");
        assertRefused(cli.run("worker", "space.yaml"), "'learningRate'");
        String rows = Files.readString(cli.file("points.csv"));
        cli.write("points.csv", rows + "0.5,0.5,above\n");
        assertRefused(cli.run("worker", "study.yaml"), "so scores cannot be compared");
    }

    @Test
    void worker_takesTheBudgetOfTheStudy_andDoesNotExtendIt() throws Exception {
        cli.run("tune", "study.yaml", "--trials", "2");

        Result spent = cli.run("worker", "study.yaml");

        assertThat(spent.status()).isZero();
        assertThat(spent.lines().get(0)).startsWith("Joined study small: network on points.csv");
        assertThat(spent.lastLine()).isEqualTo("Finished: all 2 trials are used. 0 trials here, 2 trials in all.");
    }

    @Test
    void worker_onAStudyWithWork_doesIt() throws Exception {
        cli.write("failing.yaml", Cli.STUDY.replace("trials: 3", "target: 0.0, trials: 5"));
        cli.run("tune", "failing.yaml");
        cli.write("more.yaml", Cli.STUDY.replace("trials: 3", "trials: 5"));
        assertThat(cli.run("show", "small").out()).contains("budget: 5 trials or target of 0");
        assertThat(cli.run("tune", "more.yaml", "--trials", "4").status()).isZero();

        assertThat(cli.run("worker", "more.yaml", "--parallel", "2").lastLine())
                .isEqualTo("Finished: all 4 trials are used. 0 trials here, 4 trials in all.");
    }

    @Test
    void status_ofAFinishedStudy_saysSo_alsoWhenWatching() {
        cli.run("tune", "study.yaml");

        for (Result status : List.of(cli.run("status", "small"), cli.run("status", "small", "--watch"))) {
            assertThat(status.status()).isZero();
            assertThat(status.out())
                    .containsPattern("small: maximize accuracy\\n  budget  3 trials: 100% used, \\d+s elapsed\\n")
                    .contains("  trials  3 completed, 0 pruned, 0 failed, 0 running, 0 waiting\n")
                    .containsPattern("  best    [\\d.]+ ± [\\d.]+ \\(trial \\d\\)")
                    .contains("Finished: all 3 trials are used.");
            assertThat(status.lines()).allMatch(line -> line.length() <= 80);
        }
        assertThat(cli.run("status").out())
                .isEqualTo("No worker is running. The store has 1 study: see 'retune list'\n");
        JsonNode json = JsonMapper.shared()
                .readTree(cli.run("status", "small", "--json").out());
        assertThat(json.get("over").booleanValue()).isTrue();
        assertThat(json.get("budget").get("trials").intValue()).isEqualTo(3);
        assertThat(json.get("completed").intValue()).isEqualTo(3);
        assertThat(json.get("workers")).isEmpty();
        assertThat(cli.run("status", "--json").out())
                .isEqualTo(cli.run("status", "small", "--json").out());
        assertThat(cli.run("status", "smal").err()).contains("did you mean 'small'?");
    }

    @Test
    @Timeout(60)
    void status_whenWatchedBeforeTheStudyExists_waitsForIt() throws Exception {
        FutureTask<Result> watching = new FutureTask<>(() -> new Cli(folder).run("status", "small", "--watch"));
        Thread watcher = new Thread(watching);
        watcher.start();
        while (watcher.getState() != Thread.State.TIMED_WAITING && watcher.isAlive()) {
            Thread.onSpinWait();
        }
        cli.run("tune", "study.yaml");

        assertThat(watching.get().status()).isZero();
        assertThat(watching.get().err()).contains("waiting: no store");
        assertThat(watching.get().out()).contains("Finished: all 3 trials are used.");
        assertThat(cli.run("status", "x/y", "--store", "mysql://here", "--watch")
                        .status())
                .isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void status_whenTheStrategyHasNothingLeft_isOverUntilAnotherHasMore() throws Exception {
        String grid = Cli.STUDY.replace("trials: 3", "trials: 50");
        cli.write("grid.yaml", grid + "strategy: {name: grid, levels: 2}\n");
        cli.run("tune", "grid.yaml");

        assertThat(cli.run("status", "small", "--watch").out())
                .contains("Finished: the strategy has nothing left to propose.");

        cli.write("random.yaml", grid + "strategy: random\n");
        cli.run("tune", "random.yaml", "--trials", "7");
        cli.run("tune", "random.yaml", "--trials", "8");
        assertThat(cli.run("status", "small").out()).contains("Finished: all 8 trials are used.");
    }

    @Test
    void replay_findsAllProposalsTheSame_orShowsTheFirstThatDiffers() throws Exception {
        cli.write("study.yaml", Cli.STUDY + "enqueue: [{learningRate: 0.5, activation: tanh}]\n");
        cli.run("tune", "study.yaml");
        cli.write("tpe.yaml", Cli.STUDY + "strategy: {name: grid, levels: 2}\n");

        Result same = cli.run("replay", "study.yaml");
        Result other = cli.run("replay", "tpe.yaml");

        assertThat(same.out()).isEqualTo("2 of 2 proposals are the same; 1 trial was enqueued or imported\n");
        assertThat(same.status()).isZero();
        assertThat(other.status()).isEqualTo(1);
        List<String> lines = other.lines();
        assertThat(lines.get(1)).matches("The first difference is in trial [12]:");
        assertThat(lines.get(2)).matches("  then  learningRate \\S+, activation \\S+");
        assertThat(lines.get(3)).matches("  now   learningRate \\S+, activation \\S+");
        assertThat(lines.get(4))
                .isEqualTo(
                        "The strategy is {\"name\":\"grid\",\"levels\":2} here, and was auto when the study ran last.");
    }

    @Test
    void tune_deterministic_givesTheSameTrialsOnAnyNumberOfThreads() throws Exception {
        cli.write("study.yaml", Cli.STUDY.replace("trials: 3", "trials: 9") + "deterministic: {round: 3}\n");
        List<Object> runs = new ArrayList<>();
        for (String threads : List.of("1", "4")) {
            String store = "with" + threads + ".db";
            assertThat(cli.run("tune", "study.yaml", "--threads", threads, "--store", store)
                            .status())
                    .isZero();
            runs.add(trials(cli, store));
            assertThat(cli.run("replay", "study.yaml", "--store", store).out())
                    .startsWith("9 of 9 proposals are the same");
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    /** Number, parameters, state and value of each trial. */
    static List<String> trials(Cli cli, String store) {
        List<String> trials = new ArrayList<>();
        JsonNode exported = JsonMapper.shared()
                .readTree(cli.run("export", "small", "--format", "json", "--store", store)
                        .out());
        for (JsonNode trial : exported.isArray() ? exported : exported.get("trials")) {
            trials.add("%s %s %s".formatted(trial.get("number"), trial.get("params"), trial.get("value")));
        }
        assertThat(trials).isNotEmpty().noneMatch(t -> t.contains("null null"));
        return trials;
    }
}

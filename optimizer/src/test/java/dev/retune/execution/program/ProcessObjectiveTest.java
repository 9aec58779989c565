package dev.retune.execution.program;

import dev.retune.execution.Runner;
import dev.retune.pruning.Pruner;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.study.Study;
import dev.retune.study.StudyListener;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class ProcessObjectiveTest {

    private static final IntParameter X = Parameter.integer("x", 1, 8);
    private static final SearchSpace SPACE = SearchSpace.of(X);
    private static final String LOOP = """
            import json, os, sys
            def say(**message):
                print(json.dumps(message), flush=True)
            def ask(**message):
                say(**message)
                return json.loads(sys.stdin.readline())
            for line in sys.stdin:
                told = json.loads(line)
                params = told["params"]
            """;

    @TempDir
    Path folder;

    private Scripts scripts;

    @BeforeEach
    void prepare() {
        scripts = new Scripts(folder);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(scripts.alive()).isEmpty();
    }

    private Program python(String body) throws Exception {
        return scripts.python(LOOP + body.indent(4));
    }

    @Test
    void evaluate_oneThread_keepsOneProgram() throws Exception {
        try (ProcessObjective objective = ProcessObjective.of(python("say(value=os.getpid())"))) {
            List<TrialRecord> trials = Scripts.tried(SPACE, objective);

            assertThat(trials)
                    .hasSize(8)
                    .extracting(TrialRecord::value)
                    .containsOnly(trials.get(0).value());
            assertThat(scripts.alive()).hasSize(1);
        }
    }

    @Test
    void evaluate_twoThreads_keepTwoProgramsAtMost() throws Exception {
        Study study = Scripts.study(SPACE).build();
        try (ProcessObjective objective = ProcessObjective.of(python("say(value=os.getpid())"))) {
            Runner.parallel(2).run(study, objective);

            assertThat(study.trials().stream()
                            .map(TrialRecord::value)
                            .distinct()
                            .count())
                    .isBetween(1L, 2L);
        }
    }

    @Test
    void evaluate_messages_areThoseOfTheProtocol() throws Exception {
        Program program = python("""
                assert set(told) == {"trial", "params", "seed", "workdir"}, told
                assert ask(step=1, value=2.5) == {"prune": False}
                assert ask(step=2, value=1.5) == {"prune": False}
                say(values=[told["trial"], 2], folds=[1, 2], constraints=[-1])
                """);
        try (ProcessObjective objective = ProcessObjective.of(program)) {
            assertThat(Scripts.tried(SPACE, objective)).hasSize(8).allSatisfy(trial -> {
                assertThat(trial.reports()).containsExactly(new Report(1, 2.5), new Report(2, 1.5));
                assertThat(trial.measurement()).hasValueSatisfying(m -> {
                    assertThat(m.metrics())
                            .extracting(MetricValue::value)
                            .containsExactly((double) trial.number(), 2.0);
                    assertThat(m.folds()).containsExactly(1.0, 2.0);
                    assertThat(m.constraints()).containsExactly(Map.entry("constraint1", -1.0));
                });
            });
        }
    }

    @Test
    void evaluate_trouble_failsItsTrialOnlyAndTheNextHasAProgram() throws Exception {
        ChoiceParameter<String> mode = Parameter.choice(
                "mode", "fine", "dies", "garbage", "unknown", "type", "error", "failed", "nan", "forks", "empty");
        SearchSpace space = SearchSpace.of(mode);
        Program program = python("""
                mode = params["mode"]
                if mode == "dies":
                    sys.stderr.write("no more memory\\n")
                    os._exit(137)
                if mode == "garbage": print("Epoch 1/10", flush=True)
                if mode == "unknown": say(vlaue=1)
                if mode == "type": say(value="good")
                if mode == "error": say(error="I know no mode")
                if mode == "failed": say(failed="it diverged")
                if mode == "nan": say(value=float("nan"))
                if mode == "forks": os.system("(setsid sleep 1041 &)")
                if mode == "empty": say()
                if mode in ("fine", "forks"): say(value=1)
                """);
        Map<String, String> reasons = new HashMap<>();
        Study study = Scripts.study(space).build();
        try (ProcessObjective objective = ProcessObjective.of(program)) {
            Runner.parallel(2).run(study, objective);
        }
        for (TrialRecord trial : study.trials()) {
            reasons.put(
                    trial.configuration().get(mode),
                    trial.state() == State.COMPLETED
                            ? ""
                            : Scripts.reason(trial).lines().findFirst().orElseThrow());
        }
        String expected = "expected a JSON object, such as {\"step\":1,\"value\":0.4}, {\"value\":0.12} or"
                + " {\"failed\":\"reason\"}";
        assertThat(reasons)
                .containsEntry("fine", "")
                .containsEntry("forks", "")
                .containsEntry(
                        "dies",
                        "it ended in the middle of the trial, exit status 137 (killed: SIGKILL, probably out of"
                                + " memory): no more memory")
                .containsEntry("garbage", "it said 'Epoch 1/10': " + expected)
                .containsEntry("unknown", "it said '{\"vlaue\": 1}': unknown key 'vlaue'; did you mean 'value'?")
                .containsEntry("type", "it said '{\"value\": \"good\"}': 'value' is a number")
                .containsEntry("error", "it did not understand: I know no mode")
                .containsEntry("failed", "it diverged")
                .containsEntry("nan", "its score is NaN")
                .containsEntry("empty", "it said '{}': it has no 'value', 'values', 'metrics' or 'folds'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'say(value=os.getpid(), pruned=True)' | true",
                "say(pruned=True) | false",
                "say(value=os.getpid()) | true"
            })
    void evaluate_pruned_isToldAndTheProgramGoesOn(String last, boolean saysWhatItReached) throws Exception {
        Program program = python("""
                step = 0
                while True:
                    step += 1
                    if ask(step=step, value=-1)["prune"]: break
                """ + last);
        Study study = Scripts.study(SPACE)
                .pruner(Pruner.threshold(Direction.MINIMIZE, -2).from(3))
                .build();
        try (ProcessObjective objective = ProcessObjective.of(program)) {
            Runner.sequential().run(study, objective);
        }

        double pid = study.trials().get(0).value();
        assertThat(pid > 0).isEqualTo(saysWhatItReached);
        assertThat(study.trials()).hasSize(8).allSatisfy(trial -> {
            assertThat(trial.state()).isEqualTo(State.PRUNED);
            assertThat(trial.reports()).hasSize(3);
            assertThat(trial.value()).isEqualTo(pid);
        });
    }

    @Test
    void evaluate_hanging_failsAtTheTimeoutAndIsKilled() throws Exception {
        SearchSpace two = SearchSpace.of(Parameter.choice("x", 1, 2));
        Program hangs = scripts.shell("(setsid sleep 1040 &) ; sleep 1041").timeout(Duration.ofMillis(500));
        try (ProcessObjective objective = ProcessObjective.of(hangs)) {
            assertThat(Scripts.tried(two, objective))
                    .hasSize(2)
                    .allSatisfy(trial ->
                            assertThat(Scripts.reason(trial)).startsWith("timeout: it gave no score within 0.5s"));
            assertThat(scripts.alive()).isEmpty();
        }
    }

    /** A flood of reports: thousands of answers fit in the pipe, and then nothing goes on. */
    private static String flood(String then) {
        return "yes '%s{\"step\":1,\"value\":1}' | { head -n 4600; %s; exec cat; }".formatted(" ".repeat(1000), then);
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "{ cat >/dev/null <&3 & }"})
    void evaluate_floodOfReports_failsAtTheTimeout(String listening) throws Exception {
        Program forever = scripts.shell("exec 3<&0; " + flood(listening)).timeout(Duration.ofSeconds(1));

        assertFailsAtTheTimeout(forever);
    }

    private static void assertFailsAtTheTimeout(Program program) throws Exception {
        try (ProcessObjective objective = ProcessObjective.of(program)) {
            assertThat(Scripts.tried(Scripts.ONE, objective))
                    .singleElement()
                    .satisfies(trial -> assertThat(Scripts.reason(trial)).startsWith("timeout"));
        }
    }

    @Test
    void evaluate_floodOfReports_endsWhenTheRunnerIsStopped() throws Exception {
        Study study = Scripts.study(SPACE).build();
        Runner runner = Runner.sequential().grace(Duration.ofHours(1));
        Thread stopping = Scripts.whenWritten(scripts.pipe("flooded"), runner::stop);
        try (ProcessObjective objective = ProcessObjective.of(scripts.shell(flood("echo > flooded")))) {
            runner.run(study, objective);
            stopping.join();

            assertThat(study.trials()).singleElement().matches(trial -> trial.state() == State.WAITING);
            assertThat(scripts.alive()).isEmpty();
        }
    }

    @Test
    void evaluate_neverReadsItsAnswers_failsAtTheTimeout() throws Exception {
        Program deaf = scripts.shell("yes '{\"step\":1,\"value\":1}'").timeout(Duration.ofSeconds(1));

        assertFailsAtTheTimeout(deaf);
    }

    @Test
    void evaluate_runnerStopped_endsTheProgram() throws Exception {
        Study study = Scripts.study(SPACE).build();
        Runner runner = Runner.sequential();
        study.addListener(new StudyListener() {
            @Override
            public void reported(TrialRecord trial, Report report) {
                runner.stop();
            }
        });
        try (ProcessObjective objective =
                ProcessObjective.of(python("ask(step=1, value=1)\nos.system('sleep 1050')"))) {
            runner.run(study, objective);

            assertThat(study.trials()).singleElement().matches(trial -> trial.state() == State.WAITING);
            assertThat(scripts.alive()).isEmpty();
        }
    }

    /** One configuration with 1, 2 and 4 epochs, each going on with the one before. */
    private static final Strategy CHAIN = (space, history, random) -> {
        int trials = history.size();
        return switch (trials) {
            case 0 -> Optional.of(Proposal.of(space.configuration(Map.of("x", 1)), 1));
            case 1, 2 -> Optional.of(Proposal.continuing(trials - 1, space.configuration(Map.of("x", 1)), 1 << trials));
            default -> Optional.empty();
        };
    };

    @Test
    void evaluate_continuedTrials_shareTheirDirectory() throws Exception {
        Program program = python("""
                assert told.get("continues", -1) == told["trial"] - 1
                path = os.path.join(told["workdir"], "epochs")
                done = int(open(path).read()) if os.path.exists(path) else 0
                open(path, "w").write(str(told["resource"]))
                say(value=done)
                """);
        Study study = Scripts.study(SPACE)
                .strategy(CHAIN)
                .resource(new Resource("epochs", 1, 4))
                .build();
        try (ProcessObjective objective = ProcessObjective.of(program)) {
            Runner.sequential().run(study, objective);
        }

        assertThat(study.trials()).extracting(TrialRecord::value).containsExactly(0.0, 1.0, 2.0);
        assertThat(scripts.ofStudy("work").resolve("trial-2")).isSymbolicLink();
        assertThat(scripts.ofStudy("work").resolve("trial-2/epochs")).hasContent("4");
    }

    @Test
    void close_programThatIgnoresTheEndOfItsInput_isEnded() throws Exception {
        Program stubborn = scripts.shell("""
                trap '' TERM
                while read -r line; do echo '{"value":1}'; done
                while :; do sleep 1060; done
                """);
        ProcessObjective objective = ProcessObjective.of(stubborn);
        assertThat(Scripts.tried(SPACE, objective)).hasSize(8);

        objective.close();

        assertThat(scripts.alive()).isEmpty();
    }

    @Test
    void of_placeholder_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessObjective.of(scripts.program("sh", "--rate={rate}")))
                .withMessageStartingWith("'--rate={rate}' has a placeholder");
    }

    @Test
    void evaluate_severalMetricsAndCosts_areThoseOfTheProtocol() throws Exception {
        Goals goals = Goals.maximize("accuracy").and(Target.minimize("latency"));
        ChoiceParameter<String> mode = Parameter.choice(
                "mode",
                "named",
                "positional",
                "folds",
                "failed",
                "pruned",
                "short",
                "alone",
                "list",
                "cost",
                "report",
                "text");
        SearchSpace space = SearchSpace.of(mode);
        Program program = python("""
                mode = params["mode"]
                if mode == "named":
                    assert ask(step=1, metric="latency", value=20) == {"prune": False}
                    say(metrics={"latency": 12, "accuracy": 0.5}, cost=3)
                if mode == "positional": say(values=[0.5, 12], constraints=[-1])
                if mode == "folds": say(metrics={"latency": 12}, folds={"accuracy": [0.25, 0.75]})
                if mode == "failed": say(failed="out of memory", cost=4)
                if mode == "pruned": say(pruned=True)
                if mode == "short": say(metrics={"accuracy": 0.5})
                if mode == "alone": say(value=0.5)
                if mode == "list": say(metrics={"accuracy": 1, "latency": 2}, values=[1, 2])
                if mode == "cost": say(values=[0.5, 12], cost=-1)
                if mode == "report": ask(step=1, value=2)
                if mode == "text": say(metrics={"accuracy": "good", "latency": 1})
                """);
        Study study = Scripts.study(space).goals(goals).build();
        try (ProcessObjective objective = ProcessObjective.of(program)) {
            Runner.sequential().run(study, objective);
        }
        Map<String, TrialRecord> trials = study.trials().stream()
                .collect(Collectors.toMap(trial -> trial.configuration().get(mode), trial -> trial));
        Measurement plain = Measurement.of("accuracy", 0.5).and("latency", 12);
        assertThat(trials.get("named").measurement()).contains(plain.cost(3));
        assertThat(trials.get("named").reports()).containsExactly(new Report(1, "latency", 20));
        assertThat(trials.get("positional").measurement()).contains(plain.constraint("constraint1", -1));
        assertThat(trials.get("folds").measurement())
                .contains(Measurement.ofFolds("accuracy", List.of(0.25, 0.75)).and("latency", 12));
        assertThat(Scripts.reason(trials.get("failed"))).startsWith("out of memory");
        assertThat(trials.get("failed").cost()).hasValue(4);
        Map<String, String> reasons = Map.of(
                "pruned", "it says that it was pruned, without being asked to",
                "short", "The measurement has no 'latency', which is a target",
                "alone", "The measurement has one value without a name, but there are 2 targets",
                "list", "expected one of \"values\" and \"metrics\"",
                "cost", "A trial has the cost -1.0: it must be finite, and 0 or more",
                "report", "A report has no metric, but there are 2 targets",
                "text", "'accuracy' is a number");
        reasons.forEach(
                (how, reason) -> assertThat(Scripts.reason(trials.get(how))).contains(reason));
    }
}

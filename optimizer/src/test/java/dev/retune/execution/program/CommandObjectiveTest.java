package dev.retune.execution.program;

import dev.retune.execution.Runner;
import dev.retune.pruning.Pruner;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.study.Study;
import dev.retune.study.StudyListener;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

@Timeout(60)
class CommandObjectiveTest {

    private static final RealParameter RATE = Parameter.real("learningRate", 0.25, 0.75);

    @TempDir
    Path folder;

    private Scripts scripts;

    @BeforeEach
    void prepare() {
        scripts = new Scripts(folder);
    }

    private String log() throws Exception {
        return Files.readString(scripts.ofStudy("logs").resolve("trial-0.log"));
    }

    @Test
    void evaluate_python_isToldTheSameThreeTimesAndReportsAndScores() throws Exception {
        Program program = scripts.python("""
                import json, os, sys
                told = json.load(sys.stdin)
                rate = told["params"]["learningRate"]
                assert float(sys.argv[1]) == rate == float(os.environ["RETUNE_LEARNINGRATE"])
                assert sys.argv[2] == "{kept}", sys.argv
                assert int(sys.argv[3]) == told["trial"] == int(os.environ["RETUNE_TRIAL"])
                assert int(sys.argv[4]) == told["seed"] == int(os.environ["RETUNE_SEED"]) >= 0
                assert sys.argv[5] == told["workdir"] == os.environ["RETUNE_WORKDIR"]
                assert os.path.isdir(sys.argv[5]) and os.getcwd() == os.path.dirname(os.path.abspath("script.py"))
                assert "resource" not in told
                print("epoch 1")
                print("report 1", rate + 1, flush=True)
                print("report 2", rate + 0.5)
                print("score", rate)
                """);
        List<String> arguments = List.of(
                "/usr/bin/python3", "script.py", "{learningRate}", "{{kept}}", "{trial}", "{seed}", "{workdir}");
        Program full = new Program(
                arguments,
                program.folder(),
                program.timeout(),
                program.memory(),
                program.environment(),
                program.logs(),
                program.workdirs());
        SearchSpace space = SearchSpace.of(RATE.step(0.25));

        List<TrialRecord> trials = Scripts.tried(space, CommandObjective.of(full, space));

        Path logs = scripts.ofStudy("logs");
        assertThat(trials).hasSize(3).allSatisfy(trial -> {
            double rate = trial.configuration().get(RATE.step(0.25));
            assertThat(trial.outcome()).containsInstanceOf(Outcome.Completed.class);
            assertThat(trial.value()).isEqualTo(rate);
            assertThat(trial.reports()).containsExactly(new Report(1, rate + 1), new Report(2, rate + 0.5));
            assertThat(trial.attributes())
                    .containsEntry(
                            "log",
                            logs.resolve("trial-%s.log".formatted(trial.number()))
                                    .toString());
        });
        assertThat(log()).startsWith("[retune] /usr/bin/python3 script.py ").contains("epoch 1\nreport 1 ");
        assertThat(scripts.ofStudy("work")).isEmptyDirectory();
    }

    @Test
    void evaluate_scores_areTheFolds() throws Exception {
        TrialRecord trial = scripts.only(scripts.shell("echo scores 1 2.5 1e0"));

        assertThat(trial.value()).isEqualTo(1.5, within(1e-12));
        assertThat(trial.measurement().orElseThrow().folds()).containsExactly(1.0, 2.5, 1.0);
    }

    @Test
    void evaluate_inactiveParameter_leavesItsArgumentOut() throws Exception {
        ChoiceParameter<String> kernel = Parameter.choice("kernel", "linear", "polynomial");
        IntParameter degree = Parameter.integer("degree", 2, 3);
        SearchSpace space = SearchSpace.builder()
                .add(kernel)
                .add(degree, kernel.is("polynomial"))
                .build();
        Program program = scripts.shell("echo score $#", "{kernel}", "--degree={degree}", "last");

        List<TrialRecord> trials = Scripts.tried(space, CommandObjective.of(program, space));

        assertThat(trials)
                .hasSize(3)
                .allSatisfy(trial -> assertThat(trial.value())
                        .isEqualTo(trial.configuration().get(kernel).equals("linear") ? 2 : 3));
    }

    @Test
    void evaluate_controlCharacters_areNotQuoted() throws Exception {
        assertThat(scripts.reason(
                        scripts.shell("printf 'score \\033[31mred\\016\\n'; printf 'a\\033]0;b\\007\\tc\\n' >&2")))
                .contains("(but printed 'score \uFFFD[31mred\uFFFD')", "a\uFFFD]0;b\uFFFD\tc")
                .doesNotContain("\033", "\016", "\007");
    }

    @Test
    void evaluate_exitStatus_failsWithItsMeaningAndTheLastErrors() throws Exception {
        String reason =
                scripts.reason(scripts.shell("echo score 1; echo first >&2; echo 'no such column' >&2; exit 3"));
        assertThat(reason).isEqualTo("""
                        exit status 3: no such column
                        last lines on standard error:
                          first
                          no such column
                        log: %s""".formatted(scripts.ofStudy("logs").resolve("trial-0.log")));
        assertThat(scripts.reason(scripts.shell("exit 137")))
                .startsWith("exit status 137 (killed: SIGKILL, probably out of memory)");
        assertThat(scripts.reason(scripts.shell("kill -9 $$"))).startsWith("exit status 137 (killed");
        assertThat(scripts.reason(scripts.shell("no-such-program-at-all"))).startsWith("exit status 127 (not found");
    }

    @Test
    void evaluate_noScore_failsAndShowsWhatCameNearest() throws Exception {
        assertThat(scripts.reason(scripts.shell("head -c 3000 /dev/urandom; echo; echo report card; echo score high")))
                .startsWith("no score: it ended without a line 'score VALUE' (but printed 'score high')");
        assertThat(scripts.reason(scripts.shell(":")))
                .startsWith("no score: it ended without a line 'score VALUE'\nlog: ");
        assertThat(scripts.reason(scripts.shell("echo score nan"))).startsWith("its score is NaN");
        assertThat(scripts.reason(scripts.shell("echo scores 1 inf"))).startsWith("its score is Infinity");
        assertThat(scripts.reason(scripts.shell("echo report 0 1; echo score 1")))
                .contains("steps are counted from 1");
    }

    @Test
    void evaluate_studyOfTheSameNameAfterIt_hasDirectoriesAndLogsOfItsOwn() throws Exception {
        Program program = scripts.shell(
                "echo kept >> \"$1/checkpoint\"; wc -l < \"$1/checkpoint\" | sed 's/^ */score /'", "{workdir}");
        InMemoryStore store = new InMemoryStore();
        InMemoryStore other = new InMemoryStore();
        List<Double> scores = new ArrayList<>();

        for (InMemoryStore at : List.of(store, store, other)) {
            at.delete("same");
            Study study = Scripts.study(Scripts.ONE).store(at, "same").build();
            Runner.sequential().run(study, CommandObjective.of(program, Scripts.ONE));
            scores.add(study.trials().get(0).value());
        }

        assertThat(scores).containsExactly(1.0, 1.0, 1.0);
        assertThat(folder.resolve("logs").toFile().list()).hasSize(3);
    }

    @Test
    void evaluate_resumedStudy_findsItsDirectory() throws Exception {
        Program program = scripts.shell(
                "if [ -e \"$1/checkpoint\" ]; then echo score 1; else echo > \"$1/checkpoint\"; echo report 1"
                        + " 1; sleep 1025; fi",
                "{workdir}");
        Path file = folder.resolve("retune.db");
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            Runner runner = Runner.sequential();
            Study study = Scripts.study(Scripts.ONE).store(store, "same").build();
            study.addListener(new StudyListener() {
                @Override
                public void reported(TrialRecord trial, Report report) {
                    runner.stop();
                }
            });
            runner.run(study, CommandObjective.of(program, Scripts.ONE));
        }
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            Study study = Scripts.study(Scripts.ONE).store(store, "same").build();

            Runner.sequential().run(study, CommandObjective.of(program, Scripts.ONE));

            assertThat(study.trials()).singleElement().matches(trial -> trial.value() == 1);
        }
    }

    @Test
    void evaluate_floodOfOutput_neitherBlocksNorFillsTheDisk() throws Exception {
        TrialRecord trial = scripts.only(scripts.shell("""
                echo first
                head -c 50000000 /dev/zero | tr '\\0' x
                yes 'a line of some length' | head -c 50000000
                yes 'an error' | head -c 100000 >&2
                echo
                echo score 7
                echo last
                """));

        assertThat(trial.value()).isEqualTo(7);
        assertThat(scripts.ofStudy("logs").resolve("trial-0.log"))
                .satisfies(log -> assertThat(Files.size(log)).isLessThan(1_100_000));
        assertThat(log()).contains("first\nxxx").contains("bytes left out ...", "score 7\n", "last\n");
    }

    @Test
    void evaluate_memoryLimit_failsTheTrialThatWantsMore() throws Exception {
        Program greedy = scripts.python("block = bytearray(400_000_000)\nprint('score', len(block))");

        assertThat(scripts.only(greedy).value()).isEqualTo(4e8);
        assertThat(scripts.reason(greedy.memory(200L << 20))).startsWith("exit status 1: MemoryError");
    }

    @Test
    void of_programThatIsNotThere_saysSoAtOnce() throws Exception {
        Path script = scripts.write("train.sh", "echo score 1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandObjective.of(scripts.program("no-such-program"), Scripts.ONE))
                .withMessage("the program 'no-such-program' is not found on the PATH: install it, or give its path");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandObjective.of(scripts.program("train.sh"), Scripts.ONE))
                .withMessageEndingWith("is not found on the PATH; did you mean './train.sh'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandObjective.of(scripts.program("./trian.sh"), Scripts.ONE))
                .withMessageStartingWith("there is no program './trian.sh' (looked for ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandObjective.of(scripts.program("./train.sh"), Scripts.ONE))
                .withMessage("'%s' is not a program: make it executable, or name its interpreter".formatted(script));
    }

    @Test
    void of_wrongArguments_saysWhichAndWhatWasMeant() {
        SearchSpace space = SearchSpace.of(RATE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandObjective.of(scripts.program("sh", "{learningrate}"), space))
                .withMessageContaining("'{learningrate}', which is no parameter; did you mean 'learningRate'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandObjective.of(scripts.program("sh", "{\"a\": 1"), space))
                .withMessageContaining("a lone {");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CommandObjective.of(scripts.program("sh"), SearchSpace.of(Parameter.real("seed", 0, 1))))
                .withMessageContaining("parameter 'seed' would be RETUNE_SEED");

        ChoiceParameter<String> kernel = Parameter.choice("kernel", "linear", "polynomial");
        SearchSpace conditional = SearchSpace.builder()
                .add(kernel)
                .add(Parameter.integer("degree", 2, 3), kernel.is("polynomial"))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandObjective.of(scripts.program("sh", "--degree", "{degree}"), conditional))
                .withMessageContaining("write '--degree={degree}', one argument");
    }

    private static final Goals SEVERAL =
            Goals.maximize("accuracy").and(Target.minimize("latency")).limit(Limit.atMost("memory", 512));

    private TrialRecord several(String script) throws Exception {
        Study study = Scripts.study(Scripts.ONE).goals(SEVERAL).build();
        Runner.sequential().run(study, CommandObjective.of(scripts.shell(script), Scripts.ONE));
        assertThat(scripts.alive()).isEmpty();
        return study.trials().get(0);
    }

    @Test
    void evaluate_severalMetrics_areLinesEach() throws Exception {
        TrialRecord trial = several("echo report 1 latency 20; echo metric latency 99; echo metric accuracy 0.75 1.0;"
                + " echo metric latency 12.5; echo metric memory 100; echo cost 3.5");

        assertThat(trial.measurement())
                .contains(Measurement.ofFolds("accuracy", List.of(0.75, 1.0))
                        .and("latency", 12.5)
                        .and("memory", 100)
                        .cost(3.5));
        assertThat(trial.reports()).containsExactly(new Report(1, "latency", 20));
        assertThat(trial.cost()).hasValue(3.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo score 1                                                   | The measurement has one value without a name
            echo metric accuracy 1; echo metric memory 2                   | The measurement has no 'latency', which is a target
            echo metric accuracy 1; echo metric latency 1; echo metric m 1 | The measurement has no 'memory', which is in the limits; it has 'm'
            echo metric accuracy 1; echo metric latency nan                | its latency is NaN
            echo metric accuracy 1; echo cost -3                           | A trial has the cost -3.0: it must be finite, and 0 or more
            echo metric accuracy; echo metric latency                      | the line 'metric accuracy' cannot be read: it must be 'metric NAME VALUE...'
            echo metric accuracy 1; echo metric latency abc                | the line 'metric latency abc' cannot be read
            echo cost abc; echo metric accuracy 1; echo metric latency 2   | the line 'cost abc' cannot be read: it must be 'metric NAME VALUE...' or 'cost VALUE'
            echo report 1 0.5; echo metric accuracy 1                      | A report has no metric, but there are 2 targets (maximize accuracy, minimize latency): name one of them, in a line 'report STEP METRIC VALUE'
            echo report 1 memory 0.5; echo metric accuracy 1               | A report has the metric 'memory', which is not a target
            """)
    void evaluate_metricsThatDoNotFit_failTheTrialAndSayWhy(String script, String reason) throws Exception {
        assertThat(Scripts.reason(several(script))).startsWith(reason);
    }

    /** Programs print all kinds of things for their logs. */
    @Test
    void evaluate_ofOneMetric_linesOfOthersAreForTheLog() throws Exception {
        TrialRecord trial = scripts.only(
                scripts.shell("echo metric f1 0.3; echo cost of this epoch: 3; echo metric f1; echo score 4"));
        assertThat(trial.measurement()).contains(Measurement.of(4));
    }

    @Test
    void evaluate_cost_isKeptHoweverTheTrialEnds() throws Exception {
        assertThat(scripts.only(scripts.shell("echo score 4; echo cost 2")).measurement())
                .contains(Measurement.of(4).cost(2));
        assertThat(scripts.only(scripts.shell("echo cost 2; exit 3")).cost()).hasValue(2);
        assertThat(scripts.only(scripts.shell("echo cost 2")).cost()).hasValue(2);
        Study study = Scripts.study(Scripts.ONE)
                .pruner(Pruner.threshold(Direction.MINIMIZE, 0.5))
                .build();
        Program program = scripts.shell("echo cost 2; echo report 1 0.9; sleep 1031");
        Runner.sequential().run(study, CommandObjective.of(program, Scripts.ONE));
        assertThat(study.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.state()).isEqualTo(TrialRecord.State.PRUNED);
            assertThat(trial.value()).isEqualTo(0.9);
            assertThat(trial.cost()).hasValue(2);
        });
        assertThat(scripts.alive()).isEmpty();
    }
}

package dev.retune.execution.program;

import dev.retune.execution.Runner;
import dev.retune.pruning.Pruner;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.study.Study;
import dev.retune.study.StudyListener;
import dev.retune.trial.Direction;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** How programs are ended, with all that they have started. */
@Timeout(60)
class CommandEndingTest {

    @TempDir
    Path folder;

    private Scripts scripts;

    @BeforeEach
    void prepare() {
        scripts = new Scripts(folder);
    }

    @Test
    void evaluate_hanging_failsAtTheTimeoutAndIsKilled() throws Exception {
        Program hangs = scripts.shell("trap '' TERM; echo loading >&2; while :; do sleep 1000; done");

        assertThat(scripts.reason(hangs.timeout(Duration.ofMillis(500))))
                .startsWith("timeout: it gave no score within 0.5s: loading");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report 1 0.5", "score 1", "score high"})
    void evaluate_floodOfLinesThatCount_failsAtTheTimeout(String line) throws Exception {
        Program forever = scripts.shell("exec yes " + line.replace(" ", "\\ "));

        assertThat(scripts.reason(forever.timeout(Duration.ofMillis(500))))
                .startsWith("timeout: it gave no score within 0.5s");
    }

    @Test
    void evaluate_floodOfReports_endsWhenPruned() throws Exception {
        Study study = Scripts.study(Scripts.ONE)
                .pruner(Pruner.threshold(Direction.MINIMIZE, 0.5).from(2))
                .build();
        Program program = scripts.shell("yes 'report 1 0.9' | head -n 1000; exec yes 'report 2 0.9'");

        Runner.sequential().run(study, CommandObjective.of(program, Scripts.ONE));

        assertThat(study.trials()).singleElement().matches(trial -> trial.state() == State.PRUNED);
        assertThat(scripts.alive()).isEmpty();
    }

    @Test
    void evaluate_floodOfScores_endsWhenTheRunnerIsStopped() throws Exception {
        Study study = Scripts.study(Scripts.ONE).build();
        Runner runner = Runner.sequential().grace(Duration.ofHours(1));
        Thread stopping = Scripts.whenWritten(scripts.pipe("flooded"), runner::stop);
        Program program = scripts.shell("yes 'score 1' | { head -n 100000; echo > flooded; exec cat; }");

        runner.run(study, CommandObjective.of(program, Scripts.ONE));
        stopping.join();

        assertThat(study.trials()).singleElement().matches(trial -> trial.state() == State.WAITING);
        assertThat(scripts.alive()).isEmpty();
    }

    @Test
    void evaluate_childrenLeftBehind_areEndedEvenDaemons() throws Exception {
        String forks = """
                sleep 1001 &
                (sleep 1002 &) # an orphan
                setsid sh -c '(sleep 1003 &) ; exec sleep 1004' &
                (setsid sleep 1005 >/dev/null 2>&1 </dev/null &)
                """;
        String stubborn = "setsid sh -c 'trap \"\" TERM; sleep 1006' &\n";

        assertThat(scripts.only(scripts.shell(forks + "echo score 4")).value()).isEqualTo(4);
        assertThat(scripts.reason(scripts.shell(forks + stubborn + "exit 1"))).startsWith("exit status 1");
        assertThat(scripts.reason(scripts.shell(forks + "wait").timeout(Duration.ofMillis(500))))
                .startsWith("timeout");
    }

    @Test
    void evaluate_environmentCleared_childrenAreStillFound() throws Exception {
        Program program = scripts.shell("env -i sleep 1007.%s & echo score 1"
                .formatted(ProcessHandle.current().pid()));

        assertThat(scripts.only(program).value()).isEqualTo(1);

        String argument = "1007." + ProcessHandle.current().pid();
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(
                        p -> List.of(p.info().arguments().orElse(new String[0])).contains(argument));
    }

    @Test
    void evaluate_pruned_endsAllOfIt() throws Exception {
        Study study = Scripts.study(Scripts.ONE)
                .pruner(Pruner.threshold(Direction.MINIMIZE, 0.5))
                .build();
        Program program = scripts.shell("(sleep 1010 &); echo report 1 0.9; sleep 1011; echo score 1");

        Runner.sequential().run(study, CommandObjective.of(program, Scripts.ONE));

        assertThat(study.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.state()).isEqualTo(State.PRUNED);
            assertThat(trial.value()).isEqualTo(0.9);
        });
        assertThat(scripts.alive()).isEmpty();
    }

    @Test
    void evaluate_runnerStopped_givesTheTrialBackAndEndsItsProcesses() throws Exception {
        Study study = Scripts.study(Scripts.ONE).build();
        Runner runner = Runner.sequential();
        study.addListener(new StudyListener() {
            @Override
            public void reported(TrialRecord trial, Report report) {
                runner.stop();
            }
        });
        Program program = scripts.shell("(sleep 1020 &); echo report 1 0.9; sleep 1021; echo score 1");

        runner.run(study, CommandObjective.of(program, Scripts.ONE));

        assertThat(study.trials()).singleElement().matches(trial -> trial.state() == State.WAITING);
        assertThat(scripts.alive()).isEmpty();
    }

    @Test
    void run_manyKindsOfTrouble_failTheirOwnTrialsOnly() throws Exception {
        ChoiceParameter<String> mode =
                Parameter.choice("mode", "fine", "hangs", "forks", "garbage", "killed", "nan", "alsoFine");
        SearchSpace space = SearchSpace.of(mode);
        Program program = scripts.shell("""
                case $1 in
                  fine|alsoFine) echo score 1;;
                  hangs) sleep 1030;;
                  forks) (setsid sleep 1031 &) ; sleep 1032 & echo score 2;;
                  garbage) head -c 100000 /dev/urandom;;
                  killed) exit 137;;
                  nan) echo score nan;;
                esac
                """, "{mode}").timeout(Duration.ofSeconds(3));
        Study study = Scripts.study(space).build();

        Runner.parallel(2).run(study, CommandObjective.of(program, space));

        assertThat(study.trials()).hasSize(7).allSatisfy(trial -> {
            Map<String, String> expected = Map.of(
                    "hangs", "timeout", "garbage", "no score", "killed", "exit status 137", "nan", "its score is NaN");
            String reason = expected.get(trial.configuration().get(mode));
            if (reason == null) {
                assertThat(trial.state()).isEqualTo(State.COMPLETED);
            } else {
                assertThat(Scripts.reason(trial)).startsWith(reason);
            }
        });
        assertThat(scripts.alive()).isEmpty();
    }
}

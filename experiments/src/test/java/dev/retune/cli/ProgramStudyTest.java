package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Study files with a {@code command} or a {@code process}. */
@Timeout(60)
class ProgramStudyTest {

    private static final String STUDY = """
            study: trained
            goal: minimize loss
            budget: {trials: 6}
            command: [sh, train.sh, "--x={x}", "{mode}"]
            timeout: 1m
            env: {LEVEL: 3}
            space:
              x: {real: [0, 1]}
              mode: {choice: [good, bad]}
            strategy: random
            threads: 1
            """;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here");
        cli = new Cli(folder);
        cli.write("study.yaml", STUDY);
        cli.write("train.sh", """
                [ "$LEVEL" = 3 ] || exit 9
                if [ "$2" = bad ]; then echo "no such mode" >&2; exit 4; fi
                echo "epoch 1"
                echo "report 1 ${RETUNE_X}"
                echo "score ${1#--x=}"
                """);
    }

    @Test
    void tune_withoutAProgram_saysWhere() throws Exception {
        for (String command : List.of("[\"\"]", "[\" \", x]", "[]")) {
            cli.write("none.yaml", STUDY.replace("[sh, train.sh, \"--x={x}\", \"{mode}\"]", command));
            Result result = cli.run("tune", "none.yaml");
            assertThat(result.status()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("none.yaml line 4: command = ").contains("it names no program");
        }
    }

    @Test
    void tune_command_findsTheBestAndKeepsLogsBesideTheStore() throws Exception {
        Result tuned = cli.run("tune", "study.yaml");

        assertThat(tuned.status()).isZero();
        assertThat(tuned.lines().get(0))
                .isEqualTo("Study trained: command sh train.sh --x={x} {mode}, a process a trial");
        assertThat(tuned.out()).containsPattern("(?m)^loss +0\\.\\d+$").contains("Best hyperparameters");
        Result shown = cli.run("show", "trained");
        assertThat(shown.out())
                .contains("minimize loss", "command: sh train.sh")
                .containsPattern(
                        "mode bad; exit status 4: no such mode; log: .*/retune-logs/trained/[^/]+/trial-\\d.log");
        assertThat(Files.readString(only("retune-logs/trained").resolve("trial-0.log")))
                .startsWith("[retune] sh train.sh --x=0.");
        assertThat(only("retune-work/trained")).isEmptyDirectory();
    }

    private Path only(String parent) throws Exception {
        try (Stream<Path> studies = Files.list(folder.resolve(parent))) {
            List<Path> all = studies.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void tune_afterDeleteOrInAnotherStore_findsNoForeignCheckpoints() throws Exception {
        cli.write("train.sh", """
                echo kept >> "$RETUNE_WORKDIR/checkpoint"
                echo "score $(wc -l < "$RETUNE_WORKDIR/checkpoint")"
                """);

        Result first = cli.run("tune", "study.yaml");
        cli.run("delete", "trained", "--yes");
        Result again = cli.run("tune", "study.yaml");
        Result elsewhere = cli.run("tune", "study.yaml", "--store", "other.db");

        assertThat(List.of(first, again, elsewhere))
                .allSatisfy(tuned -> assertThat(tuned.out()).containsPattern("(?m)^loss +1(\\.0+)?$"));
        assertThat(folder.resolve("retune-logs/trained").toFile().list()).hasSize(3);
        assertThat(folder.resolve("retune-work/trained").toFile().list()).hasSize(3);
    }

    @Test
    void tune_commandThatAlwaysFails_saysWhyOnce() throws Exception {
        cli.write("train.sh", "echo 'no data' >&2; exit 2");

        Result tuned = cli.run("tune", "study.yaml");

        assertThat(tuned.status()).isEqualTo(1);
        assertThat(tuned.out()).contains("  6 times: exit status 2: no data\n");
        assertThat(cli.run("tune", "study.yaml", "--trials", "1", "--store", "other.db")
                        .out())
                .contains("  1 time: exit status 2: no data\n");
    }

    @Test
    void tune_processWithResource_isToldOfIt() throws Exception {
        cli.write("serve.sh", """
                while read -r line; do
                  echo "$line" >> told.txt
                  echo '{"folds":[1,2]}'
                done
                """);
        cli.write(
                "study.yaml",
                STUDY.replace("command: [sh, train.sh, \"--x={x}\", \"{mode}\"]", "process: [sh, serve.sh]")
                        + "resource: {name: epochs, min: 1, max: 9}\nworkdir: work\n");

        Result tuned = cli.run("tune", "study.yaml");

        assertThat(tuned.status()).isZero();
        assertThat(tuned.out())
                .contains("process sh serve.sh, kept between trials")
                .containsPattern("(?m)^loss +1.5 ± 0.50  \\(mean and standard error of 2 scores\\)$");
        assertThat(Files.readAllLines(folder.resolve("told.txt")))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .matches("\\{\"trial\":\\d,\"params\":\\{.*},\"resource\":9,\"seed\":\\d+"
                                + ",\"workdir\":\".*/work/trained/[^/]+/trial-\\d\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[sh, train.sh | [no-such-program, train.sh | study.yaml line 4: the program 'no-such-program'"
                        + " is not found on the PATH",
                "[sh, train.sh | [./no.sh, train.sh | study.yaml line 4: there is no program './no.sh' (looked for ",
                "{x} | {y} | study.yaml line 4: the command names '{y}', which is no parameter; did you mean 'x'?",
                "{x} | {resource} | study.yaml line 4: command ="
                        + " [\"sh\",\"train.sh\",\"--x={resource}\",\"{mode}\"]: '{resource}' needs a 'resource'",
                "{x} | {x | study.yaml line 4: the argument '--x={x' has a lone {",
                "timeout: 1m | timeout: 1 | study.yaml line 5: '1' is not a duration",
                "timeout: 1m | memory: 4 | study.yaml line 5: '4' is not an amount of memory: write it like 512m or 4g",
                "timeout: 1m | tiemout: 1m | study.yaml line 5: unknown key 'tiemout'; did you mean 'timeout'?",
                "timeout: 1m | process: [sh] | study.yaml line 5: process = [\"sh\"]: it has a 'command'"
                        + " already: a study tunes one model or program",
                "command: [sh, train.sh, \"--x={x}\", \"{mode}\"] | command: sh train.sh | study.yaml line 4:"
                        + " command = \"sh train.sh\": it must be a list",
                "command: | process: | study.yaml line 4: '--x={x}' has a placeholder, but a program that is"
                        + " kept is told values on its standard input",
                "command: | commnad: | study.yaml line 4: unknown key 'commnad'; did you mean 'command'?",
                "x: {real | seed: {real | study.yaml line 4: parameter 'seed' would be RETUNE_SEED in the"
                        + " program's environment, as is what {seed} stands for",
                "threads: 1 | threads: {folds: 2} | study.yaml line 4: command ="
                        + " [\"sh\",\"train.sh\",\"--x={x}\",\"{mode}\"]: 'threads.folds' is for models",
                "env: {LEVEL: 3} | env: 3 | study.yaml line 6: env = 3: it must be keys with values",
            })
    void tune_wrongStudyFile_isToldInOneLine(String right, String wrong, String message) throws Exception {
        assertThat(STUDY).contains(right);
        cli.write("study.yaml", STUDY.replace(right, wrong));

        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().toList()).singleElement().asString().startsWith("retune: " + message);
        assertThat(folder.resolve("retune.db")).doesNotExist();
    }

    @Test
    void tune_programWithoutSpace_saysThatItIsMissing() throws Exception {
        cli.write("study.yaml", STUDY.replaceAll("(?s)space:.*strategy", "strategy"));

        assertThat(cli.run("tune", "study.yaml").err()).startsWith("retune: 'space' is missing: a program has none");
    }

    @Test
    void tune_settingOfProgramsBesideModel_isRefused() throws Exception {
        cli.write("study.yaml", Cli.STUDY + "timeout: 1m\n");

        assertThat(cli.run("tune", "study.yaml").err())
                .contains("timeout = \"1m\": it is for a 'command' or a 'process' only");
    }
}

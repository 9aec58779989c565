package dev.retune.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The program as a process of its own: pipes, signals, exit statuses. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessTest {

    private static final long SIGINT = 1 << 1;

    private static final String START =
            "{\"space\":[{\"name\":\"x\",\"type\":\"float\",\"lower\":0,\"upper\":1}],\"seed\":1"
                    + ",\"direction\":\"minimize\",\"budget\":%d}";

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private Process start(String... arguments) throws IOException {
        return processes.start(folder, arguments);
    }

    private static String say(Process process, String line) throws IOException {
        Writer writer = process.outputWriter(UTF_8);
        writer.write(line + "\n");
        writer.flush();
        return process.inputReader(UTF_8).readLine();
    }

    @Test
    void askTell_overPipes_answersEachLineAtOnceAndEndsWithTheInput() throws Exception {
        Process retune = start("ask-tell");

        assertThat(say(retune, START.formatted(2))).startsWith("{\"ready\":true,");
        assertThat(say(retune, "{\"ask\":1}")).startsWith("{\"id\":0,");
        assertThat(say(retune, "{\"tell\":0,\"value\":1}")).isEqualTo("{\"ok\":true}");
        retune.outputWriter(UTF_8).close();
        assertThat(retune.waitFor()).isZero();
        assertThat(folder.resolve("err.txt")).isEmptyFile();
    }

    @Test
    void askTell_killed_handsTheOpenTrialOutAgain() throws Exception {
        String[] command = {"ask-tell", "--store", "s.db", "--study", "x"};
        Process killed = start(command);
        say(killed, START.formatted(3));
        say(killed, "{\"ask\":1}");
        say(killed, "{\"tell\":0,\"value\":0.5}");
        String open = say(killed, "{\"ask\":1}");
        killed.destroyForcibly().waitFor();

        Process resumed = start(command);
        say(resumed, START.formatted(3));
        assertThat(say(resumed, "{\"best\":1}")).contains("\"value\":0.5");
        assertThat(say(resumed, "{\"ask\":1}")).isEqualTo(open);
        assertThat(say(resumed, "{\"tell\":1,\"value\":0.25}")).isEqualTo("{\"ok\":true}");
        resumed.outputWriter(UTF_8).close();
        assertThat(resumed.waitFor()).isZero();
    }

    @Test
    void tune_interrupted_keepsWhatIsFinishedAndSaysHowToGoOn() throws Exception {
        assumeTrue(Cli.canSignal(), "no kill here");
        for (String name : interruptsThatReachUs()) {
            String study = Cli.STUDY.replace("study: small", "study: " + name).replace("trials: 3", "time: 1h");
            cli.write("study.yaml", study.replace("epochs: 3", "epochs: 400"));
            Process retune = start("tune", "study.yaml", "--log", "debug.log");
            BufferedReader out = retune.inputReader(UTF_8);
            assertThat(out.readLine()).startsWith("Study " + name);
            untilATrialHasEnded(name);
            Cli.signal(retune, name);

            List<String> rest = out.lines().toList();
            assertThat(retune.waitFor()).isEqualTo(130);
            assertThat(rest.get(0)).matches("Interrupted; \\d+ trials?.* kept. To continue: retune tune study.yaml");
            assertThat(rest).anyMatch(line -> line.startsWith("Best hyperparameters"));
            assertThat(Path.of(rest.get(rest.size() - 1))).isNotEmptyFile();
            assertThat(cli.run("show", name).out()).contains("completed").doesNotContain("running");
        }
    }

    @Test
    void tune_interrupted_endsItsProgramsAndWhatTheyHaveStarted() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "no /proc here");
        Path started = folder.resolve("started");
        assertThat(new ProcessBuilder("mkfifo", started.toString()).start().waitFor())
                .isZero();
        cli.write("hang.sh", """
                setsid sleep 1080 & daemon=$!
                sleep 1081 & child=$!
                echo $$ $daemon $child > started
                wait
                """);
        cli.write("study.yaml", """
                study: hanging
                goal: minimize loss
                budget: {trials: 5}
                command: [sh, hang.sh]
                space: {x: {real: [0, 1]}}
                threads: 1
                """);
        Process retune = start("tune", "study.yaml");
        List<Long> programs = Stream.of(Files.readString(started).strip().split(" "))
                .map(Long::valueOf)
                .toList();
        assertThat(programs).hasSize(3).allMatch(ProcessTest::isAlive);
        Cli.signal(retune, "TERM");

        assertThat(retune.waitFor()).isEqualTo(130);
        assertThat(programs).noneMatch(ProcessTest::isAlive);
        assertThat(cli.run("show", "hanging").out()).contains("waiting").doesNotContain("failed", "running");
    }

    private static boolean isAlive(long pid) {
        try {
            return !Files.readString(Path.of("/proc", String.valueOf(pid), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code -Dretune.rounds=200} kills it twenty times. */
    @Test
    void tune_killedAtRandomInstants_endsWithTheTrialsOfARunThatWentThrough() throws Exception {
        cli.write(
                "study.yaml",
                Cli.STUDY.replace("trials: 3", "trials: 60").replace("epochs: 3", "epochs: 30") + "retry: 1000\n");
        Random random = new Random(5);
        for (int round = 0; round < Math.max(2, Integer.getInteger("retune.rounds", 0) / 10); round++) {
            Process killed = start("tune", "study.yaml", "--store", "killed.db", "--no-progress");
            if (round % 2 == 0) { // at work, rather than starting
                killed.inputReader(UTF_8).readLine();
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1000));
            killed.destroyForcibly().waitFor();
        }

        assertThat(cli.run("tune", "study.yaml", "--store", "killed.db").status())
                .isZero();
        assertThat(cli.run("tune", "study.yaml", "--store", "whole.db").status())
                .isZero();
        List<String> trials = trials("whole.db");
        assertThat(trials("killed.db")).isEqualTo(trials).hasSize(60);
        assertThat(cli.run("doctor", "--store", "killed.db").status()).isZero();
    }

    /** All but their times. */
    private List<String> trials(String store) {
        return cli.run("export", "small", "--store", store).lines().stream()
                .skip(1)
                .map(line -> line.replaceAll("\\d{4}-[^,]*,[^,]*", ""))
                .toList();
    }

    /**
     * Where this process was started with Ctrl-C ignored, as a shell's background jobs are, its children ignore it as
     * well.
     */
    private static List<String> interruptsThatReachUs() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0);
        return ignored ? List.of("TERM") : List.of("INT", "TERM");
    }

    private void untilATrialHasEnded(String study) {
        while (!cli.run("show", study).out().contains("completed")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void main_exitStatuses_areThoseOfTheHelp() throws Exception {
        assertThat(start("--version").waitFor()).isZero();
        assertThat(start("tnue").waitFor()).isEqualTo(2);
        assertThat(folder.resolve("err.txt")).content().startsWith("retune: unknown command 'tnue'");
    }
}

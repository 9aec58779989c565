package dev.retune.execution.program;

import dev.retune.execution.Runner;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RetuneKilledTest {

    @TempDir
    Path folder;

    /** Runs a program that starts children, and never ends. */
    static final class Hanging {

        private static final String SCRIPT = """
                trap '' TERM
                (setsid sleep 1070 &)
                sleep 1071 &
                echo started > "$STARTED"
                while :; do sleep 1072; done
                """;

        private Hanging() {}

        public static void main(String[] arguments) {
            SearchSpace space = SearchSpace.of(Parameter.choice("x", 1));
            Program program = Program.of("sh", "-c", SCRIPT)
                    .in(Path.of(arguments[0]))
                    .logs(Path.of(arguments[0], "logs"))
                    .workdirs(Path.of(arguments[0], "work"))
                    .environment(Map.of("STARTED", arguments[0] + "/started"));
            Runner.sequential().run(Scripts.study(space).build(), CommandObjective.of(program, space));
        }
    }

    @Test
    void programs_whenRetuneIsKilled_areEnded() throws Exception {
        Scripts scripts = new Scripts(folder);
        Path started = scripts.pipe("started");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hanging.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile());
        builder.environment().putAll(scripts.program("sh").environment());
        Process retune = builder.start();

        assertThat(Files.readString(started)).isEqualTo("started\n"); // waits for it
        List<ProcessHandle> programs = scripts.alive().stream()
                .filter(process -> process.pid() != retune.pid())
                .toList();
        assertThat(programs).hasSizeGreaterThanOrEqualTo(4);
        retune.destroyForcibly().waitFor();

        for (ProcessHandle program : programs) {
            program.onExit().get(30, TimeUnit.SECONDS);
        }
    }
}

package dev.retune.execution.program;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessLauncherTest {

    @Test
    void adapt_keepsThePasswordOfTheStore_unlessTheProgramIsGivenOne() {
        Map<String, String> variables = new TreeMap<>(Map.of("PGPASSWORD", "secret", "PATH", "/bin"));
        Program program = Program.of(List.of("sh"));

        ProcessLauncher.adapt(variables, program);
        assertThat(variables).containsOnlyKeys("PATH");

        ProcessLauncher.adapt(variables, program.environment(Map.of("PGPASSWORD", "its own")));
        assertThat(variables).containsEntry("PGPASSWORD", "its own");
    }
}

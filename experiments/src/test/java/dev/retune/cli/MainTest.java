package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help"})
    void main_help_namesEveryCommandAndExitStatus(String argument) {
        Result result = argument.isEmpty() ? cli.run() : cli.run(argument);

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("tune", "list", "show", "best", "export", "report", "delete", "ask-tell", "help")
                .contains("generate-completion")
                .contains("130  interrupted");
    }

    @Test
    void main_helpOfACommand_describesItsOptions() {
        assertThat(cli.run("help", "tune").out()).contains("STUDY.yaml", "--store", "--trials", "--time", "--threads");
        assertThat(cli.run("export", "--help").out()).contains("--format=csv|json");
    }

    @Test
    void main_version_printsIt() {
        Result result = cli.run("--version");

        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("retune ");
    }

    @Test
    void main_completion_isAScriptForTheShell() {
        assertThat(cli.run("generate-completion").out()).contains("complete -F", "retune", "ask-tell");
    }
}

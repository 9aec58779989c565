package dev.retune.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A metric of a user's own, in a jar of the user's own, in the ways that the documentation names. */
@Timeout(120)
class OwnJarTest {

    @TempDir
    Path folder;

    private Path home;

    /** A distribution, whose retune.jar names the class path of this process. */
    @BeforeEach
    void unpack() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here");
        new Cli(folder)
                .write("study.yaml", Cli.STUDY.replace("accuracy", "third").replace("trials: 3", "trials: 1"));
        home = Files.createDirectory(folder.resolve("the home"));
        Files.createDirectory(home.resolve("lib"));
        Files.createDirectory(home.resolve("bin"));
        Files.copy(Path.of("src/main/distribution/bin/retune"), home.resolve("bin/retune"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.retune.cli.Main");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(home.resolve("retune.jar")), manifest).close();
    }

    private static void writeOwnJar(Path file) throws IOException {
        String type = ThirdMetric.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                InputStream code = Objects.requireNonNull(
                        ThirdMetric.class.getClassLoader().getResourceAsStream(type))) {
            jar.putNextEntry(new JarEntry(type));
            code.transferTo(jar);
            jar.putNextEntry(new JarEntry("META-INF/services/dev.retune.validation.Metric"));
            jar.write(ThirdMetric.class.getName().getBytes(UTF_8));
        }
    }

    private List<String> run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("RETUNE_OPTS", "-Xmx64m");
        Process process = builder.start();
        List<String> lines = process.inputReader(UTF_8).lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    @Test
    void launcher_takesEachJarOfLib() throws Exception {
        writeOwnJar(home.resolve("lib/my.jar"));

        assertThat(run("sh", home.resolve("bin/retune").toString(), "tune", "study.yaml", "--no-model"))
                .anyMatch(line -> line.startsWith("Cross-validated third"));
    }

    @Test
    void main_isStartedWithAClassPath() throws Exception {
        writeOwnJar(folder.resolve("my.jar"));
        String classPath = home.resolve("retune.jar") + File.pathSeparator + "my.jar";

        assertThat(run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "dev.retune.cli.Main",
                        "tune",
                        "study.yaml",
                        "--no-model"))
                .anyMatch(line -> line.startsWith("Cross-validated third"));
    }
}

package dev.retune.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The program in a folder of its own, with small data and a study of it. */
public final class Cli {

    /** What a run of the program did. */
    public record Result(int status, String out, String err) {

        public List<String> lines() {
            return out.lines().toList();
        }

        public String lastLine() {
            return lines().get(lines().size() - 1);
        }
    }

    static final String STUDY = """
            study: small
            goal: maximize accuracy
            budget: {trials: 3}
            seed: 7
            threads: 1
            model:
              learner: network
              data: points.csv
              target: side
              validation: {kind: stratified, folds: 3, seed: 5}
              holdout: 0.25
              settings: {epochs: 3, layers: 1, units: 4}
            space:
              learningRate: {real: [1e-3, 1], log: true}
              activation: {choice: [relu, tanh]}
            """;

    private final Path folder;

    public Cli(Path folder) throws IOException {
        this.folder = folder;
        StringBuilder rows = new StringBuilder("x,y,side\n");
        for (int i = 0; i < 60; i++) {
            double x = Math.sin(1.7 * i);
            double y = Math.cos(2.3 * i);
            rows.append("%.3f,%.3f,%s%n".formatted(x, y, x + y > 0 ? "above" : "below"));
        }
        write("points.csv", rows.toString());
        write("study.yaml", STUDY);
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public void write(String name, String content) throws IOException {
        Files.writeString(file(name), content);
    }

    public Result run(String... arguments) {
        return runWith("", arguments);
    }

    public Result runWith(String input, String... arguments) {
        return runWith(new ByteArrayInputStream(input.getBytes(UTF_8)), arguments);
    }

    Result runWith(InputStream input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(console(input, out, err), arguments);
        return new Result(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** What the program tells of an exception that escapes a command. */
    Result fail(Exception e) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = console(InputStream.nullInputStream(), out, err);
        int status = new Failures(console)
                .handleExecutionException(
                        e,
                        Main.commandLine(console),
                        ParseResult.builder(CommandSpec.create()).build());
        return new Result(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    public static boolean canSignal() {
        return Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill"));
    }

    static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private Console console(InputStream input, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return Console.of(input, out, err, folder, false);
    }
}

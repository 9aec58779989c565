package dev.retune.cli;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The program as processes of their own. What a test leaves running is ended before its folder is deleted. */
final class Processes implements AfterEachCallback {

    private final List<Process> started = new ArrayList<>();

    /** Starts one in a folder, its errors in {@code err.txt}. */
    Process start(Path folder, String... arguments) throws IOException {
        Stream<String> java = Stream.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.retune.cli.Main");
        Process process = new ProcessBuilder(
                        Stream.concat(java, Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("err.txt").toFile()))
                .start();
        started.add(process);
        return process;
    }

    /** All of them, in the order in which they were started. */
    List<Process> all() {
        return started;
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        started.forEach(Process::destroyForcibly);
        for (Process process : started) {
            process.waitFor();
        }
    }
}

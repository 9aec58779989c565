package dev.retune.execution.program;

import dev.retune.budget.Budget;
import dev.retune.execution.Runner;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.GridSearch;
import dev.retune.study.Objective;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A folder of scripts, and the processes that come of them. */
final class Scripts {

    static final String TOKEN = "RETUNE_TEST_TOKEN";

    /** The space of a single configuration. */
    static final SearchSpace ONE = SearchSpace.of(Parameter.choice("x", 1));

    private final Path folder;
    private final String token = UUID.randomUUID().toString();

    Scripts(Path folder) {
        this.folder = folder;
        assumeTrue(Files.isReadable(Path.of("/proc/self/environ")), "processes are counted with /proc");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String content) throws IOException {
        return Files.writeString(file(name), content);
    }

    /** What the only study, of those that have run here, has in {@code logs} or {@code work}. */
    Path ofStudy(String kind) throws IOException {
        try (Stream<Path> studies = Files.list(file(kind))) {
            return studies.reduce((one, other) -> fail("two studies: %s, %s", one, other))
                    .orElseThrow();
        }
    }

    /** Waits, on a thread, until a program has written to a {@linkplain #pipe pipe}, and then does something. */
    static Thread whenWritten(Path pipe, Runnable then) {
        Thread reader = new Thread(() -> {
            try {
                Files.readAllBytes(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            then.run();
        });
        reader.start();
        return reader;
    }

    /** A named pipe: whoever reads it waits for somebody who writes. */
    Path pipe(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", file(name).toString()).start().waitFor())
                .isZero();
        return file(name);
    }

    static void assumePython() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
    }

    /** Started in the folder, with logs and directories in it. */
    Program program(String... arguments) {
        return Program.of(arguments)
                .in(folder)
                .environment(Map.of(TOKEN, token))
                .logs(file("logs"))
                .workdirs(file("work"));
    }

    Program shell(String script, String... arguments) throws IOException {
        write("script.sh", script);
        List<String> all = new ArrayList<>(List.of("sh", "script.sh"));
        all.addAll(List.of(arguments));
        return program(all.toArray(String[]::new));
    }

    Program python(String script) throws IOException {
        assumePython();
        write("script.py", script);
        return program("/usr/bin/python3", "script.py");
    }

    static StudyBuilder study(SearchSpace space) {
        return Study.over(space).seed(5).strategy(GridSearch.of(100, 1)).budget(Budget.trials(100));
    }

    /** The trials of a study that tries all of a grid, one after the other. */
    static List<TrialRecord> tried(SearchSpace space, Objective objective) {
        Study study = study(space).build();
        Runner.sequential().run(study, objective);
        return study.trials();
    }

    /** The only trial of a study with a single configuration; nothing that the program started lives on. */
    TrialRecord only(Program program) throws IOException {
        List<TrialRecord> trials = tried(ONE, CommandObjective.of(program, ONE));
        assertThat(alive()).isEmpty();
        assertThat(trials).hasSize(1);
        return trials.get(0);
    }

    /** Why that trial failed. */
    String reason(Program program) throws IOException {
        return reason(only(program));
    }

    static String reason(TrialRecord trial) {
        assertThat(trial.outcome()).containsInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) trial.outcome().orElseThrow()).reason();
    }

    /** The processes that were started by the programs of this folder, and live. */
    List<ProcessHandle> alive() throws IOException {
        List<ProcessHandle> alive = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (carriesToken(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(alive::add);
                }
            }
        }
        return alive;
    }

    private boolean carriesToken(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .contains(TOKEN + "=" + token);
        } catch (IOException e) {
            return false; // another user's, or gone
        }
    }
}

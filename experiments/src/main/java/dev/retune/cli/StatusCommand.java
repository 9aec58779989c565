package dev.retune.cli;

import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import dev.retune.tuning.StudyMonitor;
import dev.retune.tuning.StudyStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code retune status [STUDY]} */
@Command(
        name = "status",
        description = {
            "Show the progress of a study, and its workers with their trials, last reports and leases.",
            "FOR: since the trial was assigned. LAST HEARTBEAT: since the worker last renewed its lease."
                    + " LEASE: when the trial may be assigned to another worker, unless this one renews its lease;"
                    + " lost: it may be now."
        })
final class StatusCommand implements Callable<Integer> {

    private static final long INTERVAL_MILLIS = 1000;
    private static final String CLEAR = "\033[H\033[J";

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Parameters(
            paramLabel = "STUDY",
            arity = "0..1",
            description = "The study's name. Default: all on which workers run; with --json, all.")
    private @Nullable String name;

    @Option(
            names = "--watch",
            description =
                    "Show it again each second, until the study is over or Ctrl-C; waits for a study that does not"
                            + " exist yet.")
    private boolean watch;

    @Option(names = "--json", description = "As a JSON object a study, on a line of its own, for programs.")
    private boolean json;

    StatusCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Interrupts interrupts = Interrupts.to(interrupted::countDown)) {
            store.text(); // a mistake in it is told at once
            String told = "";
            boolean isDone = false;
            do {
                try (StudyStore opened = store.reading()) {
                    watch(opened, interrupted);
                    isDone = true;
                } catch (InputException e) {
                    if (!watch) {
                        throw e;
                    }
                    if (!told.equals(e.getMessage())) {
                        told = String.valueOf(e.getMessage());
                        console.err().println("waiting: " + told);
                    }
                }
            } while (!isDone && !interrupted.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
            return interrupts.happened() ? ExitCode.INTERRUPTED : ExitCode.DONE;
        }
    }

    /** Shows it once or, if it is watched, until what was running is over. */
    private void watch(StudyStore opened, CountDownLatch interrupted) throws InterruptedException {
        StudyMonitor monitor = new StudyMonitor(opened, Optional.ofNullable(name));
        boolean isOver = false;
        boolean wasRunning = name != null || json;
        do {
            List<StudyStatus> all = monitor.look();
            List<StudyStatus> shown = name == null && !json
                    ? all.stream().filter(StudyStatus::isRunning).toList()
                    : all;
            show(shown, all.size());
            wasRunning |= !shown.isEmpty();
            isOver = wasRunning && shown.stream().allMatch(StudyStatus::isOver);
        } while (watch && !isOver && !interrupted.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void show(List<StudyStatus> shown, int all) {
        if (json) {
            shown.forEach(status -> console.out().println(JsonMapper.shared().writeValueAsString(status.toJson())));
            return;
        }
        List<String> lines = new ArrayList<>();
        shown.forEach(status -> {
            lines.addAll(StatusTexts.lines(status));
            lines.add("");
        });
        if (shown.isEmpty()) {
            lines.add("No worker is running. The store has %s: see 'retune list'".formatted(Texts.count(all, "study")));
        }
        if (watch && console.isTerminal()) {
            console.screen().print(CLEAR);
            console.screen().flush();
        }
        console.out().print(String.join("\n", lines) + "\n");
        console.out().flush();
    }
}

package dev.retune.cli;

import dev.retune.store.StudyStore;
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

    @Option(names = "--watch", description = "Show it again each second, until the study is over or Ctrl-C.")
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
        try (StudyStore opened = store.reading();
                Interrupts interrupts = Interrupts.to(interrupted::countDown)) {
            StudyMonitor monitor = new StudyMonitor(opened, Optional.ofNullable(name));
            boolean over;
            do {
                List<StudyStatus> all = monitor.look();
                List<StudyStatus> shown = name == null && !json
                        ? all.stream().filter(StudyStatus::isRunning).toList()
                        : all;
                show(shown, all.size());
                over = shown.stream().allMatch(StudyStatus::isOver);
            } while (watch && !over && !interrupted.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
            return interrupts.happened() ? ExitCode.INTERRUPTED : ExitCode.DONE;
        }
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
        console.out().print((watch && console.isTerminal() ? CLEAR : "") + String.join("\n", lines) + "\n");
        console.out().flush();
    }
}

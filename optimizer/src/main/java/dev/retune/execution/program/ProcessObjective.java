package dev.retune.execution.program;

import dev.retune.study.Objective;
import dev.retune.study.Trial;
import dev.retune.trial.Measurement;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A persistent program: it is started once per worker and gets one trial after the other on its standard input, one
 * JSON object per line; for programs that are slow to start. It reads
 * <code>{"trial":7,"params":{...},"seed":123,"workdir":"..."}</code>, with {@code "resource"} and {@code "continues"}
 * where they apply; it writes any number of <code>{"step":1,"value":0.4}</code>, each of which is answered by
 * <code>{"prune":false}</code> or <code>{"prune":true}</code>; and at last <code>{"value":0.12}</code>, or
 * {@code "values"}, {@code "metrics"}, {@code "folds"}, {@code "constraints"}, {@code "cost"}, {@code "pruned":true} or
 * {@code "failed":"reason"}. In a study with several targets a report names its {@code "metric"}.
 *
 * <p>A program that ends, or writes an invalid line, fails only its trial, and is started again for the next one.
 */
public final class ProcessObjective implements Objective, AutoCloseable {

    private final Program program;
    private final List<String> arguments;
    private final Deque<ManagedProcess> idle = new ArrayDeque<>(); // guarded by itself
    private boolean closed; // guarded by idle

    private ProcessObjective(Program program, List<String> arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    /** @throws IllegalArgumentException if the program is not found, or an argument has a placeholder */
    public static ProcessObjective of(Program program) {
        ProcessLauncher.check(program);
        List<String> arguments = new ArrayList<>();
        for (String text : program.arguments()) {
            arguments.add(Template.of(text)
                    .fill(Map.of())
                    .orElseThrow(() -> new IllegalArgumentException(
                            ("'%s' has a placeholder, but a program that is kept is told values on its standard"
                                            + " input; write {{ for a brace")
                                    .formatted(text))));
        }
        return new ProcessObjective(program, List.copyOf(arguments));
    }

    @Override
    public Measurement evaluate(Trial trial) throws IOException, InterruptedException {
        try (TrialWorkspace workspace = TrialWorkspace.of(program, trial)) {
            ManagedProcess child = take(workspace.log());
            Dialogue dialogue = new Dialogue(child, trial, Deadline.in(program.timeout()));
            try {
                Measurement measured = dialogue.run(workspace.assignment());
                return trial.prunedBecause().isPresent()
                        ? TrialWorkspace.finite(measured, child)
                        : TrialWorkspace.complete(measured, trial, child);
            } finally {
                putBack(child, dialogue.isOver());
            }
        }
    }

    private ManagedProcess take(TrialLog log) {
        while (true) {
            ManagedProcess waiting;
            synchronized (idle) {
                waiting = idle.pollLast();
            }
            if (waiting == null) {
                return ManagedProcess.start(program, arguments, Map.of(), log, line -> !line.isBlank());
            }
            if (waiting.isReady()) {
                waiting.log(log);
                return waiting;
            }
            waiting.close(); // it has ended, or written an unexpected line
        }
    }

    private void putBack(ManagedProcess child, boolean isReady) {
        synchronized (idle) {
            if (isReady && !closed) {
                idle.add(child);
                return;
            }
        }
        child.close();
    }

    /** Ends the programs: closes their input, and ends those that do not end by themselves. */
    @Override
    public void close() {
        List<ManagedProcess> children;
        synchronized (idle) {
            closed = true;
            children = List.copyOf(idle);
            idle.clear();
        }
        children.forEach(ManagedProcess::tellNoMore);
        Deadline deadline = Deadline.in(Optional.of(ManagedProcess.GRACE));
        for (ManagedProcess child : children) {
            try {
                child.ends(deadline);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            child.close();
        }
    }
}

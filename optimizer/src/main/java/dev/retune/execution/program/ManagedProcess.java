package dev.retune.execution.program;

import dev.retune.study.Trial;
import dev.retune.study.TrialFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A running program. Its output goes to a log, and its protocol lines to the caller of {@link #next}; a program that
 * writes faster than its lines are read is blocked. Its threads end shortly after it; for use by one other thread.
 */
final class ManagedProcess implements AutoCloseable {

    /** The time between the request to end and the kill. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ManagedProcess.class);

    /** The largest number of waiting lines, in either direction. */
    private static final int WAITING = 256;

    /** How long to wait for output after the end of the program. */
    private static final Duration STRAGGLERS = Duration.ofMillis(500);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int ERROR_BYTES = 4096;
    private static final int ERROR_LINES = 6;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private final Process process;
    private final ProcessTree tree;
    private final Predicate<String> counts;
    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(WAITING); // empty: it has ended
    private final BlockingQueue<Optional<String>> told = new ArrayBlockingQueue<>(WAITING); // empty: no more
    private final Tail errors = new Tail(ERROR_BYTES);
    private final Thread ending;
    private final List<Thread> threads;
    private volatile TrialLog log;
    private final AtomicLong read = new AtomicLong(); // bytes of standard output
    private volatile boolean delivering;

    private ManagedProcess(Process process, ProcessTree tree, TrialLog log, Predicate<String> counts) {
        this.process = process;
        this.tree = tree;
        this.log = log;
        this.counts = counts;
        Thread output = thread("output", this::readOutput);
        Thread error = thread("errors", this::readErrors);
        Thread input = thread("input", this::write);
        ending = thread("end", () -> end(output, error));
        threads = List.of(output, error, input, ending);
    }

    /**
     * @param counts the protocol lines of standard output, which {@link #next} returns
     * @throws TrialFailedException if it cannot be started
     */
    static ManagedProcess start(
            Program program,
            List<String> arguments,
            Map<String, String> environment,
            TrialLog log,
            Predicate<String> counts) {
        log.remark(String.join(" ", arguments));
        String mark = Watchdog.newMark();
        Process process = ProcessLauncher.start(program, arguments, environment, mark);
        ManagedProcess child = new ManagedProcess(process, new ProcessTree(process.toHandle(), mark), log, counts);
        child.threads.forEach(Thread::start);
        return child;
    }

    private Thread thread(String task, Task run) {
        Thread thread = new Thread(
                () -> {
                    try {
                        run.run();
                    } catch (InterruptedException | IOException e) {
                        LOG.debug("{} of {}: {}", task, process, e.toString());
                    }
                },
                "retune-program-" + process.pid() + "-" + task);
        thread.setDaemon(true);
        return thread;
    }

    private interface Task {
        void run() throws InterruptedException, IOException;
    }

    private void readOutput() throws InterruptedException, IOException {
        Lines assembled = new Lines(line -> {
            if (counts.test(line)) {
                delivering = true;
                lines.put(Optional.of(line));
                delivering = false;
            }
        });
        InputStream in = process.getInputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            read.addAndGet(count);
            log.write(buffer, count);
            assembled.write(buffer, count);
        }
        assembled.close();
    }

    private void readErrors() throws IOException {
        InputStream in = process.getErrorStream();
        byte[] buffer = new byte[1 << 13];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            log.write(buffer, count);
            errors.write(buffer, 0, count);
        }
    }

    private void write() throws InterruptedException, IOException {
        try (OutputStream out = process.getOutputStream()) {
            boolean listens = true;
            for (Optional<String> line = told.take(); line.isPresent(); line = told.take()) {
                listens = listens && write(out, line.get());
            }
        }
    }

    private boolean write(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException e) {
            LOG.debug("{} does not listen: {}", process, e.getMessage());
            return false;
        }
    }

    /**
     * After the end of the program: ends its remaining processes, reads the rest of its output, and signals the end.
     */
    private void end(Thread output, Thread error) throws InterruptedException {
        process.waitFor();
        tree.end(GRACE);
        long before;
        do {
            before = read.get();
            output.join(STRAGGLERS.toMillis());
        } while (output.isAlive() && (delivering || read.get() != before));
        error.join(STRAGGLERS.toMillis());
        lines.put(Optional.empty());
    }

    /** Sets the log for further output, for another trial. */
    void log(TrialLog log) {
        errors.clear();
        this.log = log;
    }

    /**
     * A line for its standard input, which waits there until it is read.
     *
     * @throws TrialFailedException if the deadline passes
     * @throws dev.retune.study.TrialStoppedException if the trial is to be stopped
     */
    void tell(String line, Trial trial, Deadline deadline) throws InterruptedException {
        while (!told.offer(Optional.of(line), deadline.nanos(LOOK), TimeUnit.NANOSECONDS)) {
            if (!process.isAlive()) {
                return; // its last output is more informative than that it did not read
            }
            mayGoOn(trial, deadline);
        }
    }

    /** Closes its standard input after the waiting lines. */
    void tellNoMore() {
        told.offer(Optional.empty());
    }

    /**
     * The next protocol line; empty if the program has ended.
     *
     * @throws TrialFailedException if the deadline passes
     * @throws dev.retune.study.TrialStoppedException if the trial is to be stopped
     */
    Optional<String> next(Trial trial, Deadline deadline) throws InterruptedException {
        while (true) {
            mayGoOn(trial, deadline); // also if lines are waiting, since the output may be endless
            Optional<String> line = lines.poll(deadline.nanos(LOOK), TimeUnit.NANOSECONDS);
            if (line != null) {
                return line;
            }
        }
    }

    private void mayGoOn(Trial trial, Deadline deadline) {
        trial.throwIfStopped();
        if (deadline.isOver()) {
            throw failure("timeout: it gave no score within %s"
                    .formatted(deadline.timeout().map(ManagedProcess::text).orElse("")));
        }
    }

    private static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT); // PT1M30S
    }

    /** Whether it is idle: it is running, and there is no unread line. */
    boolean isReady() {
        return process.isAlive() && lines.isEmpty();
    }

    /** How it ended: {@code exit status 1}. Only after its end. */
    String status() {
        return ExitStatus.text(process.exitValue());
    }

    boolean succeeded() {
        return process.exitValue() == 0;
    }

    /**
     * The reason of the failure: in the first line the cause and the last line of standard error; then more of it, and
     * the log.
     */
    TrialFailedException failure(String quoting) {
        String what = printable(quoting);
        List<String> last = errors.lines(ERROR_LINES).stream()
                .map(ManagedProcess::printable)
                .toList();
        StringBuilder reason = new StringBuilder(what);
        if (!last.isEmpty()) {
            reason.append(": ").append(last.get(last.size() - 1).strip());
        }
        if (last.size() > 1) {
            reason.append("\nlast lines on standard error:");
            last.forEach(line -> reason.append("\n  ").append(line));
        }
        log.remark(what);
        return new TrialFailedException(
                reason.append("\nlog: ").append(log.file()).toString());
    }

    /** Removes control characters, which a terminal would execute. */
    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("\uFFFD");
    }

    /** Whether it ends by itself before the deadline, after its input was closed. */
    boolean ends(Deadline deadline) throws InterruptedException {
        return process.waitFor(deadline.nanos(GRACE), TimeUnit.NANOSECONDS);
    }

    /** Ends it and all processes that it started. */
    @Override
    public void close() {
        if (!ending.isAlive()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        tree.end(GRACE);
        lines.clear(); // releases a thread that waits to deliver a line
        threads.subList(0, 3).forEach(Thread::interrupt);
        try {
            ending.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        ending.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

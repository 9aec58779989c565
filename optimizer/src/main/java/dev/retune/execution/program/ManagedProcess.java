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
 * A program at work. What it says goes to a log, and the lines that count to whoever asks for {@link #next}; a program
 * that says more than is taken waits. Its threads outlive it by moments; to be used by one other thread.
 */
final class ManagedProcess implements AutoCloseable {

    /** How long a program has between being asked to end and being killed. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ManagedProcess.class);

    /** How many lines may wait, either way. */
    private static final int WAITING = 256;

    /** How long output is waited for that comes after the end of the program. */
    private static final Duration STRAGGLERS = Duration.ofMillis(500);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int ERROR_BYTES = 4096;
    private static final int ERROR_LINES = 6;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private final Process process;
    private final ProcessTree tree;
    private final Predicate<String> counts;
    private final BlockingQueue<Optional<String>> said = new ArrayBlockingQueue<>(WAITING); // empty: it has ended
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
     * @param counts the lines of standard output that are to be given by {@link #next}
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
        Lines lines = new Lines(line -> {
            if (counts.test(line)) {
                delivering = true;
                said.put(Optional.of(line));
                delivering = false;
            }
        });
        InputStream in = process.getInputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            read.addAndGet(count);
            log.write(buffer, count);
            lines.write(buffer, count);
        }
        lines.close();
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

    /** When the program has ended, ends what it has left behind, lets the rest of its output come, and says so. */
    private void end(Thread output, Thread error) throws InterruptedException {
        process.waitFor();
        tree.end(GRACE);
        long before;
        do {
            before = read.get();
            output.join(STRAGGLERS.toMillis());
        } while (output.isAlive() && (delivering || read.get() != before));
        error.join(STRAGGLERS.toMillis());
        said.put(Optional.empty());
    }

    /** Where output goes from now on: that of another trial. */
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
                return; // what it said last tells more than that it did not listen
            }
            mayGoOn(trial, deadline);
        }
    }

    /** Closes its standard input, after what it was told. */
    void tellNoMore() {
        told.offer(Optional.empty());
    }

    /**
     * The next line that counts; nothing if it has ended.
     *
     * @throws TrialFailedException if the deadline passes
     * @throws dev.retune.study.TrialStoppedException if the trial is to be stopped
     */
    Optional<String> next(Trial trial, Deadline deadline) throws InterruptedException {
        while (true) {
            mayGoOn(trial, deadline); // also if lines are waiting: they may never end
            Optional<String> line = said.poll(deadline.nanos(LOOK), TimeUnit.NANOSECONDS);
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

    /** Whether it waits for what comes next: it lives, and says nothing. */
    boolean isReady() {
        return process.isAlive() && said.isEmpty();
    }

    /** How it ended: {@code exit status 1}. Only when it has. */
    String status() {
        return ExitStatus.text(process.exitValue());
    }

    boolean succeeded() {
        return process.exitValue() == 0;
    }

    /**
     * Why the trial fails: in the first line what and the last of what it said on standard error; then more, and the
     * log.
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

    /** A program may say anything; a terminal on which it is quoted would obey its control characters. */
    private static String printable(String said) {
        return CONTROL.matcher(said).replaceAll("\uFFFD");
    }

    /** Whether it ends by itself, its input being closed, before the deadline. */
    boolean ends(Deadline deadline) throws InterruptedException {
        return process.waitFor(deadline.nanos(GRACE), TimeUnit.NANOSECONDS);
    }

    /** Ends it, and all that it has started. */
    @Override
    public void close() {
        if (!ending.isAlive()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        tree.end(GRACE);
        said.clear(); // whoever waits to deliver need not
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

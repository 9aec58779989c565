package dev.retune.execution.program;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all its descendants. Orphaned descendants (double-forked daemons) are found on Linux by the session of
 * the root process and by the mark in their environment; on other systems only descendants of running processes are
 * found.
 */
final class ProcessTree {

    /** The variable that holds the marks: one of each Retune that this process descends from, the innermost last. */
    static final String VARIABLE = "RETUNE_MARK";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path PROC = Path.of("/proc");
    private static final boolean HAS_PROC = Files.isReadable(Path.of("/proc/self/stat"));
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

    /**
     * The ends of processes are polled: there is no notification for other processes' children, and
     * ProcessHandle.onExit polls less often and considers a process alive until its exit status was read.
     */
    private static final long POLL_MILLIS = 10;

    private static final int LOOKS = 10;
    private static final long LOOK_NANOS = 2_000_000;
    private static final String UNREADABLE = "?";

    private final ProcessHandle root;
    private final String mark;

    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.mark = mark;
    }

    /**
     * Asks all to end, and kills those that have not after the grace period. An interrupt of the thread shortens the
     * wait, and is preserved.
     */
    synchronized void end(Duration grace) {
        Collection<ProcessHandle> members = members();
        if (members.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        members.forEach(ProcessHandle::destroy);
        interrupted |= await(members, grace);
        long start = System.nanoTime();
        for (members = members(); !members.isEmpty(); members = members()) {
            if (System.nanoTime() - start > KILL_PATIENCE.toNanos()) {
                LOG.warn("{} cannot be killed", members);
                break;
            }
            members.forEach(ProcessHandle::destroyForcibly);
            interrupted |= await(members, KILL_PATIENCE.dividedBy(5));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for their ends, at most this long. @return whether the wait was interrupted */
    private static boolean await(Collection<ProcessHandle> members, Duration time) {
        long start = System.nanoTime();
        try {
            while (members.stream().anyMatch(ProcessTree::isAlive) && System.nanoTime() - start < time.toNanos()) {
                Thread.sleep(POLL_MILLIS);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static boolean isAlive(ProcessHandle process) {
        return HAS_PROC ? session(process.pid()) >= 0 : process.isAlive();
    }

    /** All running processes. */
    private Collection<ProcessHandle> members() {
        Map<Long, ProcessHandle> members = new LinkedHashMap<>();
        if (isAlive(root)) {
            members.put(root.pid(), root);
        }
        Set<Long> looked = new HashSet<>();
        for (Set<Long> fresh = pids(); !fresh.isEmpty(); fresh = pids(), fresh.removeAll(looked)) {
            looked.addAll(fresh); // meanwhile one may have started another one and ended
            for (long pid : fresh) {
                if (session(pid) == root.pid() || isMarked(pid)) {
                    ProcessHandle.of(pid).ifPresent(process -> members.put(pid, process));
                }
            }
        }
        for (ProcessHandle process : List.copyOf(members.values())) {
            process.descendants().filter(ProcessTree::isAlive).forEach(child -> members.put(child.pid(), child));
        }
        return members.values();
    }

    /** None where there is no /proc. */
    private static Set<Long> pids() {
        Set<Long> pids = new HashSet<>();
        if (HAS_PROC) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
                folders.forEach(
                        folder -> pids.add(Long.valueOf(folder.getFileName().toString())));
            } catch (IOException e) {
                LOG.warn("{} cannot be read: {}", PROC, e.getMessage());
            }
        }
        return pids;
    }

    /** The session of a process; -1 if it has ended, also as a zombie. */
    private static long session(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // state ppid pgrp session
            return "ZX".contains(fields[0]) ? -1 : Long.parseLong(fields[3]);
        } catch (IOException e) {
            return -1;
        }
    }

    /** During its execve the variables of a process are briefly unreadable. */
    private boolean isMarked(long pid) {
        String variables = variables(pid);
        for (int look = 1; look < LOOKS && variables.isEmpty() && session(pid) > 0; look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            variables = variables(pid);
        }
        return variables.contains(mark + ' ');
    }

    private static String variables(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return UNREADABLE; // another user's process, or ended
        }
    }
}

package dev.retune.study;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The name that this process signs its leases with: {@code host/process/start}. Another process of the same machine can so
 * tell at once that it is gone, and need not wait for its leases to run out.
 */
final class Worker {

    private static final ProcessHandle SELF = ProcessHandle.current();
    private static final String HOST = host();
    static final String NAME = HOST + "/" + SELF.pid() + "/" + start(SELF);

    private Worker() {}

    /** Whether the worker was a process of this machine that has ended; false if nobody can tell. */
    static boolean isGone(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != 3 || !parts[0].equals(HOST) || !parts[1].matches("\\d{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[1]));
        return process.isEmpty()
                || !process.get().isAlive()
                || !start(process.get()).equals(parts[2]);
    }

    private static String start(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(String::valueOf)
                .orElse("");
    }

    /** Host name, and the process namespace where there is one: containers may share a name, but not their process ids. */
    private static String host() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        try {
            String namespace =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return host + ":" + namespace.replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return host;
        }
    }
}

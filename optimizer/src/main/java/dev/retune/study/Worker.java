package dev.retune.study;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The name of this process in its leases: {@code host/process/start}. Another process of the same machine can tell from
 * it at once that this one has ended, without waiting for its leases to run out.
 */
final class Worker {

    private static final ProcessHandle SELF = ProcessHandle.current();
    private static final String HOST = host();
    static final String NAME = HOST + "/" + SELF.pid() + "/" + start(SELF);

    private Worker() {}

    /** Whether the worker was a process of this machine that has ended; false if it is unknown. */
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

    /** Its start: in ticks since the boot where available, so that setting the clock changes no name. */
    private static String start(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2)
                    .split(" ", -1)[19]; // after pid and name, which may contain spaces
        } catch (IOException | IndexOutOfBoundsException | SecurityException noSuchFile) {
            return startInstant(process);
        }
    }

    private static String startInstant(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(String::valueOf)
                .orElse("");
    }

    /**
     * Host name and, where available, boot and process namespace: machines may share a name and containers even a boot,
     * but not their process ids.
     */
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
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            return host + ":" + boot.strip() + "-" + namespace.replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return host;
        }
    }
}

package dev.retune.execution.program;

import java.util.Map;

/** The meaning of a program's exit status. */
final class ExitStatus {

    private static final Map<Integer, String> MEANINGS = Map.of(
            126, "it cannot be executed",
            127, "not found: it, or what it starts",
            129, "ended by SIGHUP",
            130, "ended by SIGINT",
            134, "aborted: SIGABRT",
            135, "bus error: SIGBUS",
            136, "arithmetic error: SIGFPE",
            137, "killed: SIGKILL, probably out of memory",
            139, "segmentation fault: SIGSEGV",
            143, "ended by SIGTERM");

    private ExitStatus() {}

    /** {@code exit status 137 (killed: SIGKILL, probably out of memory)} */
    static String text(int status) {
        String meaning = MEANINGS.getOrDefault(status, status > 128 && status < 160 ? "signal " + (status - 128) : "");
        return "exit status " + status + (meaning.isEmpty() ? "" : " (%s)".formatted(meaning));
    }
}

package dev.retune.cli;

import dev.retune.protocol.AskTellSession;
import dev.retune.protocol.RequestReader;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code retune ask-tell} */
@Command(
        name = "ask-tell",
        description = {
            "Let another program run a study: requests and answers are JSON objects, one on each line, on"
                    + " standard input and output.",
            "The program first sends"
                    + " {\"space\":[...],\"seed\":3,\"direction\":\"minimize\",\"budget\":100}, then {\"ask\":1},"
                    + " {\"tell\":ID,\"value\":0.12}, {\"report\":ID,\"step\":3,\"value\":0.4} and"
                    + " {\"best\":1}. It ends by closing standard input.",
            "The study is kept in memory or, with --store STORE --study NAME, in a store: the same first"
                    + " line resumes it."
        })
final class AskTellCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Option(names = "--study", paramLabel = "NAME", description = "The study's name in the store; goes with --store.")
    private @Nullable String study;

    AskTellCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
    }

    @Override
    public Integer call() throws IOException {
        if (store.isGiven() != (study != null)) {
            throw new InputException("--store and --study go together: the store's file, and the study's name in it");
        }
        try (StudyStore opened = open();
                AskTellSession session = new AskTellSession(opened, study == null ? "ask-tell" : study)) {
            RequestReader in = new RequestReader(console.in());
            for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
                answer(in.isTooLong() ? AskTellSession.tooLong() : session.answer(line.get()));
            }
        }
        return ExitCode.DONE;
    }

    private StudyStore open() {
        if (!store.isGiven()) {
            return new InMemoryStore();
        }
        try {
            return store.open();
        } catch (InputException e) { // the client waits for an answer, too
            answer(AskTellSession.error(String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void answer(String line) {
        console.out().print(line + "\n");
        console.out().flush();
    }
}

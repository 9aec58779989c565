package dev.retune.cli;

import dev.retune.exchange.StudyLines;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;

/** {@code retune backup FILE} */
@Command(
        name = "backup",
        description = "Write all studies of a store to a file that 'import' reads. Studies may run meanwhile.")
final class BackupCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Parameters(paramLabel = "FILE", description = "The file: JSON lines, compressed by gzip if its name ends in .gz.")
    private Path file = Path.of("");

    BackupCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
    }

    @Override
    public Integer call() throws IOException {
        Path target = console.writable(file);
        // an earlier backup stays whole until this one is; a temporary file of the JDK would be for its owner only
        Path draft = target.resolveSibling(".retune-" + UUID.randomUUID() + ".part");
        int trials = 0;
        List<StoredStudy> studies;
        try (StudyStore opened = store.reading()) {
            studies = opened.list();
            try (OutputStream out =
                            Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream packed = target.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
                    Writer writer = new OutputStreamWriter(packed, StandardCharsets.UTF_8)) {
                for (StoredStudy study : studies) {
                    StudyCopy copy = StudyCopy.of(study);
                    StudyLines.write(copy, writer);
                    trials += copy.trials().size();
                }
            }
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        console.out()
                .println("Saved %s with %s to %s"
                        .formatted(Texts.count(studies.size(), "study"), Texts.count(trials, "trial"), target));
        return ExitCode.DONE;
    }
}

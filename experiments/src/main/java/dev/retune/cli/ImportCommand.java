package dev.retune.cli;

import dev.retune.exchange.OptunaImport;
import dev.retune.exchange.OptunaImport.Imported;
import dev.retune.exchange.StudyLines;
import dev.retune.internal.text.NearestName;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import dev.retune.syntax.InputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;

/** {@code retune import FILE} */
@Command(name = "import", description = "Import studies from a backup, an export as JSON lines, or an Optuna database.")
final class ImportCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store;

    @Parameters(
            paramLabel = "FILE",
            description = "JSON lines of 'retune backup' or 'retune export --format jsonl', or an SQLite file of"
                    + " Optuna.")
    private Path file = Path.of("");

    @Option(names = "--study", paramLabel = "NAME", description = "Import only the study of this name.")
    private @Nullable String only;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "The study's name in this store. Default: the name that it has.")
    private @Nullable String name;

    ImportCommand(Console console) {
        this.console = console;
        this.store = new StoreOption(console);
    }

    @Override
    public Integer call() throws IOException {
        List<Imported> studies = chosen(read());
        if (name != null && studies.size() > 1) {
            throw new InputException("'%s' holds %s studies, but --as names one: choose one with --study"
                    .formatted(file, studies.size()));
        }
        try (StudyStore opened = store.open()) {
            List<StudyCopy> copies =
                    studies.stream().map(study -> renamed(study.copy())).toList();
            for (StudyCopy copy : copies) { // before the first is written
                if (opened.find(copy.definition().name()).isPresent()) {
                    throw new InputException(
                            "the store has a study '%s' already: import it under another name with --as"
                                    .formatted(copy.definition().name()));
                }
            }
            for (int i = 0; i < copies.size(); i++) {
                opened.restore(copies.get(i));
                tell(copies.get(i), studies.get(i).remarks());
            }
        }
        return ExitCode.DONE;
    }

    private List<Imported> read() throws IOException {
        Path path = InputFile.at(console.resolve(file), "a backup or an Optuna database");
        try (PushbackInputStream in = new PushbackInputStream(Files.newInputStream(path), 16)) {
            byte[] start = in.readNBytes(16);
            in.unread(start);
            if (new String(start, StandardCharsets.US_ASCII).startsWith("SQLite format 3")) {
                return OptunaImport.read(path, reason -> console.out().println("Skipped " + reason));
            }
            boolean zipped = start.length > 1 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
            InputStream text = zipped ? new GZIPInputStream(in) : in;
            return StudyLines.read(
                            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8)), file.toString())
                    .stream()
                    .map(copy -> new Imported(copy, List.of()))
                    .toList();
        }
    }

    private List<Imported> chosen(List<Imported> all) {
        if (only == null) {
            return all;
        }
        List<Imported> chosen = all.stream()
                .filter(study -> study.copy().definition().name().equals(only))
                .toList();
        if (chosen.isEmpty()) {
            throw new InputException("no study '%s' in '%s'%s"
                    .formatted(
                            only,
                            file,
                            NearestName.hintOrList(
                                    only,
                                    all.stream()
                                            .map(study ->
                                                    study.copy().definition().name())
                                            .toList())));
        }
        return chosen;
    }

    private StudyCopy renamed(StudyCopy copy) {
        return name == null ? copy : copy.named(name);
    }

    private void tell(StudyCopy copy, List<String> remarks) {
        console.out()
                .println("Imported %s with %s."
                        .formatted(
                                copy.definition().name(),
                                Texts.count(copy.trials().size(), "trial")));
        remarks.forEach(remark -> console.out().println("  " + remark));
    }
}

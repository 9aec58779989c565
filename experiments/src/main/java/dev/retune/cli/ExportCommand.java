package dev.retune.cli;

import dev.retune.exchange.OptunaExport;
import dev.retune.exchange.StudyLines;
import dev.retune.report.TrialExport;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code retune export STUDY} */
@Command(name = "export", description = "Write all trials of a study: as CSV, JSON, JSON lines, or an Optuna database.")
final class ExportCommand implements Callable<Integer> {

    /** The formats. */
    enum Format {
        /** A table. */
        csv,
        /** One object. */
        json,
        /** Everything, for {@code import}. */
        jsonl
    }

    private final Console console;

    @Mixin
    private final StoredStudyArgument named;

    @Option(
            names = "--format",
            paramLabel = "csv|json|jsonl",
            description = "The format; 'import' reads jsonl. Default: csv.")
    private Format format = Format.csv;

    @Option(names = "--output", paramLabel = "FILE", description = "The file to write. Default: standard output.")
    private @Nullable Path output;

    @Option(
            names = "--raw",
            description = "In CSV, leave texts as they are that begin with =, +, - or @. Otherwise an apostrophe comes"
                    + " before them, since a spreadsheet would compute them.")
    private boolean raw;

    @Option(
            names = "--optuna",
            paramLabel = "FILE",
            description = "Write an SQLite file that Optuna and optuna-dashboard open (sqlite:///FILE).")
    private @Nullable Path optuna;

    ExportCommand(Console console) {
        this.console = console;
        this.named = new StoredStudyArgument(console);
    }

    @Override
    public Integer call() throws IOException {
        try (StudyStore opened = named.store().reading()) {
            StoredStudy study = named.in(opened);
            if (optuna != null) {
                optuna(study, console.writable(optuna));
            } else if (output == null) {
                write(study, new PrintWriter(console.out(), false, StandardCharsets.UTF_8));
            } else {
                Path file = console.writable(output);
                try (Writer writer = Files.newBufferedWriter(file)) {
                    write(study, writer);
                }
            }
        }
        return ExitCode.DONE;
    }

    private void optuna(StoredStudy study, Path file) {
        if (Files.exists(file)) {
            throw new InputException("'%s' exists already: name a new file".formatted(file));
        }
        OptunaExport.write(StudyCopy.of(study), file);
        console.out().println(file);
    }

    private void write(StoredStudy study, Writer writer) throws IOException {
        if (format == Format.jsonl) {
            StudyLines.write(StudyCopy.of(study), writer);
            return;
        }
        TrialExport export =
                TrialExport.of(study.definition(), study.changesSince(0).trials());
        if (format == Format.csv) {
            export.csv(writer, raw);
        } else {
            export.json(writer);
        }
        writer.flush();
    }
}

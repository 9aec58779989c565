package dev.retune.cli;

import dev.retune.report.TrialExport;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code retune export STUDY} */
@Command(name = "export", description = "Write all trials of a study as CSV or JSON.")
final class ExportCommand implements Callable<Integer> {

    /** As what. */
    enum Format {
        csv,
        json
    }

    private final Console console;

    @Mixin
    private final CommonOptions common;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "STUDY", description = "The study's name.")
    private String name = "";

    @Option(names = "--format", paramLabel = "csv|json", description = "The format. Default: csv.")
    private Format format = Format.csv;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to. Default: standard output.")
    private @Nullable Path output;

    ExportCommand(Console console) {
        this.console = console;
        this.common = new CommonOptions(console);
    }

    @Override
    public Integer call() throws IOException {
        try (StudyStore opened = store.existing(console)) {
            StoredStudy study = StoreOption.study(opened, name);
            TrialExport export =
                    TrialExport.of(study.definition(), study.changesSince(0).trials());
            if (output == null) {
                write(export, new PrintWriter(console.out(), false, StandardCharsets.UTF_8));
            } else {
                Path file = ReportCommand.writable(output, console);
                try (Writer writer = Files.newBufferedWriter(file)) {
                    write(export, writer);
                }
            }
        }
        return ExitCode.DONE;
    }

    private void write(TrialExport export, Writer writer) throws IOException {
        if (format == Format.csv) {
            export.csv(writer);
        } else {
            export.json(writer);
        }
        writer.flush();
    }
}

package dev.retune.cli;

import dev.retune.report.StudyReport;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code retune report STUDY} */
@Command(name = "report", description = "Write a study's report: one HTML file that needs no network.")
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final CommonOptions common;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "STUDY", description = "The study's name.")
    private String name = "";

    @Option(names = "--output", paramLabel = "FILE", description = "Where to. Default: report.html beside the store.")
    private @Nullable Path output;

    ReportCommand(Console console) {
        this.console = console;
        this.common = new CommonOptions(console);
    }

    @Override
    public Integer call() throws IOException {
        Path file = writable(output, store, console);
        try (StudyStore opened = store.existing(console)) {
            StoredStudy study = StoreOption.study(opened, name);
            StudyReport.of(study.definition(), study.changesSince(0).trials()).write(file);
        }
        console.out().println(file.toAbsolutePath().normalize());
        return ExitCode.DONE;
    }

    /** The file of a report: the given one, or else one beside the store. */
    static Path writable(@Nullable Path given, StoreOption store, Console console) {
        return writable(given == null ? store.beside("report.html", console) : given, console);
    }

    /** A file that can be written, as far as one can tell. */
    static Path writable(Path given, Console console) {
        Path file = console.resolve(given).toAbsolutePath().normalize();
        Path folder = file.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new UsageException("'%s' cannot be written: there is no folder '%s'".formatted(given, folder));
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("'%s' cannot be written: it is a folder; name a file".formatted(given));
        }
        return file;
    }
}

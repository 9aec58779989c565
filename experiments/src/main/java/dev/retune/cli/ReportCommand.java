package dev.retune.cli;

import dev.retune.report.StudyReport;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.tuning.StudyOutputs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code retune report STUDY} */
@Command(name = "report", description = "Write a study's report: one HTML file that needs no network.")
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoredStudyArgument named;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write. Default: STUDY.html beside the store.")
    private @Nullable Path output;

    ReportCommand(Console console) {
        this.console = console;
        this.named = new StoredStudyArgument(console);
    }

    @Override
    public Integer call() throws IOException {
        try (StudyStore opened = named.store().reading()) {
            StoredStudy study = named.in(opened);
            Path file = console.writable(
                    output == null ? new StudyOutputs(named.store().folder(), named.name()).report() : output);
            StudyReport.of(study.definition(), study.changesSince(0).trials()).write(file);
            console.out().println(file);
        }
        return ExitCode.DONE;
    }
}

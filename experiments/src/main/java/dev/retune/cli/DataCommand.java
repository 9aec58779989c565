package dev.retune.cli;

import dev.retune.data.DataException;
import dev.retune.data.DataReader;
import dev.retune.data.DataSummary;
import dev.retune.data.Table;
import dev.retune.syntax.InputException;
import dev.retune.tuning.StudySketch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code retune data FILE} */
@Command(
        name = "data",
        description = {
            "Summarize a data file, list columns to check, and suggest a study file.",
            "CSV, ARFF or LIBSVM, compressed by gzip or not."
        })
final class DataCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column to predict. Default: one named like a target, or the last one.")
    private @Nullable String target;

    @Mixin
    private ReadingOption reading = new ReadingOption();

    @Option(names = "--json", description = "As a JSON object, for programs.")
    private boolean json;

    DataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            DataReader reader = reading.apply(DataReader.of(target == null ? "" : target));
            Table table = reader.table(console.resolve(file));
            String predicted = target == null ? StudySketch.guess(table) : target;
            DataSummary summary = predicted == null ? DataSummary.of(table) : DataSummary.of(table, predicted);
            if (json) {
                console.out()
                        .println(JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(DataTexts.json(summary)));
            } else {
                DataTexts.lines(summary).forEach(console.out()::println);
                if (summary.target() != null) {
                    console.out().println();
                    console.out().println("A study file to start with:");
                    console.out().println();
                    StudySketch.lines(summary, file, reader.reading())
                            .forEach(line -> console.out().println("    " + line));
                }
            }
            return ExitCode.DONE;
        } catch (DataException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }
}

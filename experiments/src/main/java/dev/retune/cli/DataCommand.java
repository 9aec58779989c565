package dev.retune.cli;

import dev.retune.data.DataException;
import dev.retune.data.DataReader;
import dev.retune.data.DataSummary;
import dev.retune.data.Format;
import dev.retune.data.Table;
import dev.retune.syntax.InputException;
import dev.retune.tuning.StudySketch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
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

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, arff or libsvm. Default: by the name of the file.")
    private @Nullable String format;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "The character between cells. Default: the most frequent one in the header.")
    private @Nullable Character separator;

    @Option(names = "--charset", paramLabel = "NAME", description = "The encoding. Default: UTF-8.")
    private @Nullable String charset;

    @Option(names = "--json", description = "As a JSON object, for programs.")
    private boolean json;

    DataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            Table table = reader().table(console.resolve(file));
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
                    StudySketch.lines(summary, file)
                            .forEach(line -> console.out().println("    " + line));
                }
            }
            return ExitCode.DONE;
        } catch (DataException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private DataReader reader() {
        DataReader reader = DataReader.of(target == null ? "" : target);
        reader = separator == null ? reader : reader.separator(separator);
        try {
            reader = charset == null ? reader : reader.charset(Charset.forName(charset));
            return format == null ? reader : reader.format(Format.named(format));
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            throw new InputException(
                    "--charset: no charset '%s'; try windows-1252, ISO-8859-1 or UTF-16".formatted(charset), e);
        } catch (IllegalArgumentException e) {
            throw new InputException("--format: " + e.getMessage(), e);
        }
    }
}

package dev.retune.cli;

import dev.retune.data.DataReader;
import dev.retune.data.Format;
import dev.retune.syntax.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** How a data file is read, where it is not to be inferred, or not as a model says. */
final class ReadingOption {

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

    @Option(
            names = "--missing",
            paramLabel = "TEXT",
            description = "What stands in a missing cell, any number of times. Default: NA, ?, NaN and the like.")
    private String @Nullable [] missing;

    /** @throws InputException if an option has no such value */
    DataReader apply(DataReader plain) {
        DataReader reader = separator == null ? plain : plain.separator(separator);
        reader = missing == null ? reader : reader.missing(missing);
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

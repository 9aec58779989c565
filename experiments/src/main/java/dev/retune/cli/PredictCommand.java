package dev.retune.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.retune.data.DataException;
import dev.retune.data.Dataset;
import dev.retune.data.Field;
import dev.retune.data.Table;
import dev.retune.learner.SavedModel;
import dev.retune.syntax.InputException;
import dev.retune.validation.Metric;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code retune predict MODEL DATA} */
@Command(
        name = "predict",
        description = {
            "Predict the rows of a file with a model that 'tune' saved: as CSV with a header, one line for each row.",
            "For classes the columns are 'prediction' and 'p_CLASS', the probabilities; for numbers, 'prediction'.",
            "Columns that the model does not know are ignored; categories that it does not know count as missing.",
            "The file is read as that of the training rows was, unless --format, --separator, --charset or --missing",
            "say otherwise."
        })
final class PredictCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(PredictCommand.class);

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path modelFile = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "The rows: CSV, ARFF or LIBSVM, compressed by gzip or not.")
    private Path dataFile = Path.of("");

    @Option(names = "--output", paramLabel = "FILE", description = "The file to write. Default: standard output.")
    private @Nullable Path out;

    @Mixin
    private ReadingOption reading = new ReadingOption();

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path target = out == null ? null : console.writable(out);
        SavedModel model = model();
        Dataset rows = rows(model);
        Predictions predictions = model.predict(rows);
        if (target == null) {
            write(model, predictions, new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
        } else {
            try (Writer file = Files.newBufferedWriter(target)) {
                write(model, predictions, file);
            }
        }
        tellScore(model, rows, predictions);
        return ExitCode.DONE;
    }

    private SavedModel model() {
        try {
            return SavedModel.read(console.resolve(modelFile));
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private Dataset rows(SavedModel model) {
        try {
            Table table = reading.apply(model.reader()).table(console.resolve(dataFile));
            return table.as(model.schema());
        } catch (DataException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void write(SavedModel model, Predictions predictions, Writer to) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(to);
        List<String> header = new ArrayList<>(List.of("prediction"));
        List<String> classes =
                model.schema().target() instanceof Field.Categorical categorical ? categorical.levels() : List.of();
        classes.forEach(name -> header.add("p_" + name));
        csv.writeRecord(header);
        for (int row = 0; row < predictions.size(); row++) {
            List<String> cells = new ArrayList<>();
            if (predictions instanceof Probabilities probabilities) {
                cells.add(classes.get(probabilities.mostProbable(row)));
                for (int code = 0; code < classes.size(); code++) {
                    cells.add(Double.toString(probabilities.probability(row, code)));
                }
            } else {
                cells.add(Double.toString(((Values) predictions).value(row)));
            }
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    /** How good the predictions are, where the data know the truth. */
    private void tellScore(SavedModel model, Dataset rows, Predictions predictions) {
        if (rows.size() == 0 || rows.target().isMissing(0)) {
            return;
        }
        try {
            Metric metric = Metric.named(String.valueOf(model.facts().get("metric")));
            console.err()
                    .println("%s of %s: %s"
                            .formatted(
                                    metric.name(),
                                    Texts.count(rows.size(), "row"),
                                    Texts.number(metric.score(rows, predictions))));
        } catch (IllegalArgumentException e) {
            LOG.debug("no score", e); // rows of one class, or a metric that is not here
        }
    }
}

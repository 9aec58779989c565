package dev.retune.tuning;

import dev.retune.data.Dataset;
import dev.retune.internal.text.Numbers;
import dev.retune.validation.Calibration;
import dev.retune.validation.ConfusionMatrix;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well a trial's configuration does on rows that the search never saw.
 *
 * @param trial its number
 * @param score in the user's units
 * @param rows how many rows there are
 * @param details what a report draws of the predictions: {@code confusion} and {@code calibration} of classes, in which
 *     rows count as they weigh where they are {@code weighted}, {@code predicted} beside the truth for numbers
 */
public record HoldOutScore(int trial, double score, int rows, Map<String, Object> details) {

    private static final List<String> DETAILS = List.of("classes", "confusion", "calibration", "weighted", "predicted");
    private static final int MOST_CLASSES = 40;
    private static final int MOST_POINTS = 1000;

    /** Of the predictions of these rows by a trial's model. */
    static HoldOutScore of(int trial, double score, Dataset rows, Predictions predictions) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (predictions instanceof Probabilities probabilities && rows.classes().size() <= MOST_CLASSES) {
            ConfusionMatrix confusion = ConfusionMatrix.of(rows, probabilities);
            details.put("classes", confusion.classes());
            details.put(
                    "confusion",
                    confusion.weights().stream()
                            .map(ofClass -> ofClass.stream().map(Numbers::plain).toList())
                            .toList());
            details.put(
                    "calibration",
                    Calibration.of(rows, probabilities).bins().stream()
                            .map(bin -> List.of(bin.predicted(), bin.observed(), Numbers.plain(bin.weight())))
                            .toList());
            if (rows.isWeighted()) {
                details.put("weighted", true);
            }
        } else if (predictions instanceof Values values) {
            double[] truth = rows.targetValues();
            int step = 1 + (truth.length - 1) / MOST_POINTS;
            details.put(
                    "predicted",
                    IntStream.range(0, truth.length)
                            .filter(row -> row % step == 0)
                            .mapToObj(row -> List.of(truth[row], values.value(row)))
                            .toList());
        }
        return new HoldOutScore(trial, score, rows.size(), details);
    }

    /** As values of JSON. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trial", trial);
        json.put("score", score);
        json.put("rows", rows);
        json.putAll(details);
        return json;
    }

    /** What {@link #toJson} made; nothing if it did not make that. */
    static Optional<HoldOutScore> of(@Nullable Object json) {
        if (json instanceof Map<?, ?> map
                && map.get("trial") instanceof Number trial
                && map.get("score") instanceof Number score
                && map.get("rows") instanceof Number rows) {
            Map<String, Object> details = new LinkedHashMap<>();
            for (String key : DETAILS) {
                Object detail = map.get(key);
                if (detail != null) {
                    details.put(key, detail);
                }
            }
            return Optional.of(new HoldOutScore(trial.intValue(), score.doubleValue(), rows.intValue(), details));
        }
        return Optional.empty();
    }
}

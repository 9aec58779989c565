package dev.retune.tuning;

import dev.retune.data.Dataset;
import dev.retune.validation.Calibration;
import dev.retune.validation.ConfusionMatrix;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well a trial's configuration does on rows that the search never saw. Kept among the notes of its study.
 *
 * @param trial its number
 * @param score in the user's units
 * @param rows how many rows there are
 * @param details what a report draws of the predictions: {@code confusion} and {@code calibration} of classes, in which rows count as
 *     they weigh where they are {@code weighted}, {@code predicted} beside
 *     the truth for numbers
 */
public record HoldOutScore(int trial, double score, int rows, Map<String, Object> details) {

    private static final int MOST_CLASSES = 40;
    private static final int MOST_POINTS = 1000;

    /** The key of the note. */
    public static final String NOTE = "holdOut";

    /** Of the predictions of these rows by a trial's model. */
    static HoldOutScore of(int trial, double score, Dataset rows, Predictions predictions) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (predictions instanceof Probabilities probabilities && rows.classes().size() <= MOST_CLASSES) {
            ConfusionMatrix confusion = ConfusionMatrix.of(rows, probabilities);
            details.put("classes", confusion.classes());
            details.put(
                    "confusion",
                    confusion.weights().stream()
                            .map(ofClass ->
                                    ofClass.stream().map(HoldOutScore::count).toList())
                            .toList());
            details.put(
                    "calibration",
                    Calibration.of(rows, probabilities).bins().stream()
                            .map(bin -> List.of(bin.predicted(), bin.observed(), count(bin.weight())))
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

    /** As a whole number if it is one. */
    private static Number count(double weight) {
        return weight == Math.rint(weight) && Math.abs(weight) < Integer.MAX_VALUE ? (Number) (int) weight : weight;
    }

    /** What a study notes of it. */
    public Map<String, Object> toNote() {
        Map<String, Object> note = new LinkedHashMap<>(Map.of("trial", trial, "score", score, "rows", rows));
        note.putAll(details);
        return note;
    }

    /** What the notes of a study say of this trial; nothing if they say nothing, or are of another trial. */
    public static Optional<HoldOutScore> of(Map<String, Object> notes, int trial) {
        if (notes.get(NOTE) instanceof Map<?, ?> note
                && note.get("trial") instanceof Number number
                && number.intValue() == trial
                && note.get("score") instanceof Number score
                && note.get("rows") instanceof Number rows) {
            Map<String, Object> details = new LinkedHashMap<>();
            for (String key : List.of("classes", "confusion", "calibration", "weighted", "predicted")) {
                Object detail = note.get(key);
                if (detail != null) {
                    details.put(key, detail);
                }
            }
            return Optional.of(new HoldOutScore(trial, score.doubleValue(), rows.intValue(), details));
        }
        return Optional.empty();
    }
}

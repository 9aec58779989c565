package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.validation.Predictions.Probabilities;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which classes are taken for which.
 *
 * @param classes in their order
 * @param rows how many rows there are of each class, {@code [true class][most probable class]}
 */
public record ConfusionMatrix(List<String> classes, List<List<Integer>> rows) {

    public ConfusionMatrix {
        classes = List.copyOf(classes);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * Of these predictions.
     *
     * @param truth the rows predicted, in the same order
     * @throws IllegalArgumentException if there are no rows, or the predictions are of others
     */
    public static ConfusionMatrix of(Dataset truth, Probabilities predictions) {
        Rows.check("confusion matrix", truth, predictions);
        int[] codes = truth.targetCodes();
        int[][] counts = new int[truth.classes().size()][predictions.classes()];
        for (int row = 0; row < codes.length; row++) {
            counts[codes[row]][predictions.mostProbable(row)]++;
        }
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] counted : counts) {
            rows.add(Arrays.stream(counted).boxed().toList());
        }
        return new ConfusionMatrix(truth.classes(), rows);
    }
}

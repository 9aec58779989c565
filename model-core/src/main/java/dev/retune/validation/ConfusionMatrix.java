package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.validation.Predictions.Probabilities;

import java.util.Arrays;
import java.util.List;

/**
 * Which classes are taken for which.
 *
 * @param classes in their order
 * @param weights what the rows of each class weigh in all, {@code [true class][most probable class]}: how many there are where each row
 *     counts once
 */
public record ConfusionMatrix(List<String> classes, List<List<Double>> weights) {

    public ConfusionMatrix {
        classes = List.copyOf(classes);
        weights = weights.stream().map(List::copyOf).toList();
    }

    /**
     * Of these predictions.
     *
     * @param truth the rows predicted, in the same order
     * @throws IllegalArgumentException if there are no rows, or the predictions are of others
     */
    public static ConfusionMatrix of(Dataset truth, Probabilities predictions) {
        Checks.predictions("confusion matrix", truth, predictions);
        int[] codes = truth.targetCodes();
        double[] weights = truth.weights();
        double[][] sums = new double[truth.classes().size()][predictions.classes()];
        for (int row = 0; row < codes.length; row++) {
            sums[codes[row]][predictions.mostProbable(row)] += weights[row];
        }
        return new ConfusionMatrix(
                truth.classes(),
                Arrays.stream(sums)
                        .map(ofClass -> Arrays.stream(ofClass).boxed().toList())
                        .toList());
    }
}

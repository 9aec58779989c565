package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.validation.Predictions.Probabilities;

import java.util.Arrays;
import java.util.List;

/**
 * How often rows of each class are predicted as each class.
 *
 * @param classes in their order
 * @param weights the total weight of the rows, {@code [true class][most probable class]}: their number, if rows are not
 *     weighted
 */
public record ConfusionMatrix(List<String> classes, List<List<Double>> weights) {

    public ConfusionMatrix {
        classes = List.copyOf(classes);
        weights = weights.stream().map(List::copyOf).toList();
    }

    /**
     * The confusion matrix of predictions.
     *
     * @param truth the rows predicted, in the same order
     * @throws IllegalArgumentException if there are no rows, or their number differs
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

package dev.retune.learner.smile;

import dev.retune.learner.Hyperparameters.Values;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Parameter;

import java.util.Arrays;

/** The hyperparameter {@code balance}: whether each row counts once, or each class counts the same. */
final class Balance {

    static final String NONE = "none";
    static final ChoiceParameter<String> PARAMETER = Parameter.choice("balance", NONE, "weights");

    private Balance() {}

    /** What a row of each class counts: 1, or n / (m n_c) for n rows, n_c of them in one of m classes; 1 each on average. */
    static double[] weights(Values values, Examples examples) {
        int m = examples.classes();
        double[] weights = new double[m];
        Arrays.fill(weights, 1);
        if (!values.get(PARAMETER).equals(NONE)) {
            int[] counts = examples.counts();
            for (int c = 0; c < m; c++) {
                weights[c] = (double) examples.size() / (m * counts[c]);
            }
        }
        return weights;
    }

    /**
     * The same in whole numbers, for Smile's trees: how many units a row of each class counts.
     *
     * @param unit what a row counts on average
     */
    record Whole(int[] ofClass, int unit) {}

    /** In units of 1 where all rows count the same, otherwise in hundredths. */
    static Whole whole(Values values, Examples examples) {
        double[] weights = weights(values, examples);
        int unit = Arrays.stream(weights).allMatch(w -> w == 1) ? 1 : 100;
        return new Whole(
                Arrays.stream(weights)
                        .mapToInt(w -> (int) Math.max(1, Math.round(unit * w)))
                        .toArray(),
                unit);
    }
}

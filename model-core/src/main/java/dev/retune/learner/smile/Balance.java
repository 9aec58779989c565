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

    /** What a row of each class counts: 1, or W / (m W_c) for rows that weigh W, W_c of it in one of m classes. */
    static double[] ofClasses(Values values, Examples examples) {
        int m = examples.classes();
        double[] factors = new double[m];
        Arrays.fill(factors, 1);
        if (!values.get(PARAMETER).equals(NONE)) {
            double[] totals = examples.totals();
            for (int c = 0; c < m; c++) {
                factors[c] = examples.size() / (m * totals[c]);
            }
        }
        return factors;
    }

    /** What each row counts, 1 on average: its weight, times what its class counts. */
    static double[] ofRows(Values values, Examples examples) {
        double[] weights = examples.weights().clone();
        if (!examples.isRegression()) {
            double[] factors = ofClasses(values, examples);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= factors[examples.y()[i]];
            }
        }
        return weights;
    }

    /**
     * The same in whole numbers, for Smile's trees: how many units each row counts.
     *
     * @param unit what a row counts on average
     */
    record Whole(int[] ofRow, int unit) {}

    /** In units of 1 where all rows count the same, otherwise in hundredths. */
    static Whole whole(Values values, Examples examples) {
        double[] weights = ofRows(values, examples);
        int unit = Arrays.stream(weights).allMatch(w -> w == 1) ? 1 : 100;
        return new Whole(
                Arrays.stream(weights)
                        .mapToInt(w -> (int) Math.max(1, Math.round(unit * w)))
                        .toArray(),
                unit);
    }
}

package dev.retune.learner.classical;

import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.RowWeights;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Parameter;

import java.util.Arrays;

/** The hyperparameter {@code balance}: whether each row counts once, or each class counts the same. */
public final class ClassWeights {

    public static final String NONE = "none";
    public static final ChoiceParameter<String> PARAMETER = Parameter.choice("balance", NONE, "weights");

    private ClassWeights() {}

    /** What a row of each class counts: 1, or what makes all classes count the same. */
    public static double[] ofClasses(Assignment values, TrainingRows examples) {
        if (!values.get(PARAMETER).equals(NONE)) {
            return RowWeights.balancing(examples.y(), examples.weights(), examples.classes());
        }
        double[] ones = new double[examples.classes()];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** What each row counts, 1 on average: its weight, times what its class counts. */
    public static double[] ofRows(Assignment values, TrainingRows examples) {
        double[] weights = examples.weights().clone();
        if (!examples.isRegression()) {
            double[] factors = ofClasses(values, examples);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= factors[examples.y()[i]];
            }
        }
        return weights;
    }
}

package dev.retune.learner.classical;

import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.RowWeights;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Parameter;

import java.util.Arrays;

/** The hyperparameter {@code balance}: whether rows have equal weights, or classes have equal total weights. */
public final class ClassWeights {

    public static final String NONE = "none";
    public static final ChoiceParameter<String> PARAMETER = Parameter.choice("balance", NONE, "weights");

    private ClassWeights() {}

    /** The weight of a row of each class: 1, or the factor that gives all classes the same total. */
    public static double[] ofClasses(Assignment values, TrainingRows examples) {
        if (!values.get(PARAMETER).equals(NONE)) {
            return RowWeights.balancing(examples.y(), examples.weights(), examples.classes());
        }
        double[] ones = new double[examples.classes()];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The weight of each row: its own, with mean 1, times that of its class. */
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

package dev.retune.learner.kernel;

import dev.retune.data.Field;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.ClassicalLearner;
import dev.retune.learner.classical.PredictorTraining;
import dev.retune.learner.classical.TrainingRows;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;

import java.util.Arrays;
import java.util.Map;

/**
 * Support vector machines: {@code learner: svm}.
 *
 * <p>{@code cost}, C, of a row on the wrong side of the margin; {@code kernel}: {@code linear}, {@code rbf} or
 * {@code polynomial}, with {@code gamma} for one column, so that 1 is the inverse of the number of columns,
 * {@code degree} and {@code offset}; {@code multiclass}: one machine for each pair of classes, or for each class
 * against the rest; {@code epsilon}, the error that is not penalized, in standard deviations of a numeric target;
 * {@code balance}.
 */
public final class SvmLearner extends ClassicalLearner {

    private static final RealParameter COST = Parameter.real("cost", 1e-9, 1e9);
    private static final ChoiceParameter<String> KERNEL =
            Parameter.choice("kernel", Kernel.LINEAR, Kernel.RBF, Kernel.POLYNOMIAL);
    private static final RealParameter GAMMA = Parameter.real("gamma", 1e-9, 1e9);
    private static final IntParameter DEGREE = Parameter.integer("degree", 1, 20);
    private static final RealParameter OFFSET = Parameter.real("offset", 0, 1e6);
    private static final ChoiceParameter<String> MULTICLASS =
            Parameter.choice("multiclass", SvmFit.ONE_VS_ONE, "oneVsRest");
    private static final RealParameter EPSILON = Parameter.real("epsilon", 1e-9, 1e3);

    private static final Hyperparameters HYPERPARAMETERS = Hyperparameters.of("svm")
            .add(COST, 1.0)
            .add(KERNEL, Kernel.RBF)
            .add(GAMMA, 1.0)
            .add(DEGREE, 3)
            .add(OFFSET, 1.0)
            .add(MULTICLASS, SvmFit.ONE_VS_ONE)
            .add(EPSILON, 0.1)
            .add(ClassWeights.PARAMETER, ClassWeights.NONE)
            .build();

    private static final RealParameter COSTS = Parameter.real("cost", 0.01, 100).log();
    private static final RealParameter GAMMAS =
            Parameter.real("gamma", 0.01, 30).log();
    private static final IntParameter DEGREES = Parameter.integer("degree", 2, 4);

    private static final SearchSpace TWO_CLASSES =
            kernels().add(ClassWeights.PARAMETER).build();
    private static final SearchSpace CLASSES =
            kernels().add(MULTICLASS).add(ClassWeights.PARAMETER).build();
    private static final SearchSpace NUMBERS =
            kernels().add(Parameter.real("epsilon", 0.01, 1).log()).build();

    private static SearchSpace.Builder kernels() {
        return SearchSpace.builder()
                .add(COSTS)
                .add(KERNEL)
                .add(GAMMAS, KERNEL.in(Kernel.RBF, Kernel.POLYNOMIAL))
                .add(DEGREES, KERNEL.is(Kernel.POLYNOMIAL));
    }

    /** For the service loader. */
    public SvmLearner() {
        super(
                "svm",
                HYPERPARAMETERS,
                Map.of(Task.CLASSIFICATION, CLASSES, Task.REGRESSION, NUMBERS),
                KernelMachines.FORMAT,
                null);
    }

    @Override
    public SearchSpace space(Schema schema) {
        return schema.target() instanceof Field.Categorical target
                        && target.levels().size() == 2
                ? TWO_CLASSES
                : super.space(schema);
    }

    @Override
    protected PredictorTraining training(Assignment values, TrainingRows examples, long seed) {
        Kernel kernel = new Kernel(
                values.get(KERNEL), values.get(GAMMA) / examples.columns(), values.get(OFFSET), values.get(DEGREE));
        SvmFit fit = new SvmFit(
                examples,
                kernel,
                Arrays.stream(ClassWeights.ofRows(values, examples))
                        .map(counted -> counted * values.get(COST))
                        .toArray(),
                values.get(EPSILON),
                values.get(MULTICLASS).equals(SvmFit.ONE_VS_ONE),
                SvmFit.WORK);
        return PredictorTraining.once(fit::fit);
    }
}

package dev.retune.strategy.tpe;

import dev.retune.space.ChoiceParameter;
import dev.retune.space.Parameter;

import java.util.random.RandomGenerator;

/**
 * One parameter for densities. A coordinate is a position on the unit interval, or the index of a value; NaN where the
 * parameter is inactive.
 */
sealed interface Axis permits Interval, DiscreteKernel, CategoricalKernel {

    /** Numbers with more values are treated as continuous: a value's cell is hardly wider than the narrowest kernel. */
    int MOST_CELLS = 64;

    /** @param isParent whether conditions depend on the parameter, so that its values need an index */
    static Axis of(Parameter<?> parameter, boolean isParent) {
        if (parameter instanceof ChoiceParameter<?> choice && !choice.isOrdered()) {
            return new CategoricalKernel(choice.choices().size());
        }
        boolean isCoarse = parameter.size() <= MOST_CELLS || isParent;
        return isCoarse ? DiscreteKernel.of(parameter) : new Interval();
    }

    /** The coordinate of a position on the unit interval. */
    double coordinate(double unit);

    /** A position on the unit interval that maps to the coordinate. */
    double unit(double coordinate);

    /** A coordinate drawn uniformly from the unit interval. */
    double draw(RandomGenerator random);

    /** The logarithm of the density, or of the mass, that {@link #draw} has at x. */
    double logUniform(double x);

    /**
     * Kernels around centres. Around a centre that is inactive the distribution is the uniform one.
     *
     * @param weights the number of observations that each centre represents
     * @param narrowing the ratio of the standard deviation of a normal kernel to that of the centres
     */
    Kernels kernels(double[] centres, double[] weights, double narrowing);
}

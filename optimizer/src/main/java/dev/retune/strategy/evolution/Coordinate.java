package dev.retune.strategy.evolution;

import dev.retune.internal.numerics.TruncatedNormal;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Parameter;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A parameter with an order as one coordinate of the evolution: the position on the unit interval, where what lies
 * outside stands for the nearer end. So a discrete value stands for a cell of coordinates, and the two ends of a
 * continuous range for all below 0 and all above 1: exact ends are likely where the distribution leans on them, without
 * repair or penalty.
 *
 * @param place of the parameter in its space
 * @param thresholds between the cells of discrete values, ascending; none if the parameter is continuous
 */
record Coordinate(int place, double[] thresholds) {

    /** More values are as good as continuous. */
    private static final int MOST_VALUES = 10_000;

    static boolean fits(Parameter<?> parameter) {
        return parameter.size() > 1 && !(parameter instanceof ChoiceParameter<?> choice && !choice.isOrdered());
    }

    static <T> Coordinate of(int place, Parameter<T> parameter) {
        if (parameter.size() > MOST_VALUES) {
            return new Coordinate(place, new double[0]);
        }
        double[] thresholds = new double[(int) parameter.size() - 1];
        for (int i = 0; i < thresholds.length; i++) {
            double position = parameter.encode(parameter.valueAt(i));
            thresholds[i] = 0.5 * (position + parameter.encode(parameter.valueAt(i + 1)));
        }
        return new Coordinate(place, thresholds);
    }

    boolean isContinuous() {
        return thresholds.length == 0;
    }

    /**
     * A coordinate that stands for a position, drawn from N(mean, deviation²) within the position's cell. A history
     * tells values only; this draw gives back what rounding took, so that a parameter that selection does not care
     * about keeps its distribution.
     *
     * @param position NaN if the parameter is inactive: then any coordinate stands for it
     */
    double coordinate(double position, double mean, double deviation, RandomGenerator random) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        if (isContinuous()) {
            if (position > 0 && position < 1) {
                return position;
            }
            high = position <= 0 ? 0 : high;
            low = position >= 1 ? 1 : low;
        } else if (!Double.isNaN(position)) {
            int cell = cell(position);
            low = cell == 0 ? low : thresholds[cell - 1];
            high = cell == thresholds.length ? high : thresholds[cell];
        }
        double z = TruncatedNormal.quantile(random.nextDouble(), (low - mean) / deviation, (high - mean) / deviation);
        return mean + deviation * z;
    }

    /** How many thresholds lie below a coordinate: the index of the value that it stands for. */
    int cell(double coordinate) {
        int found = Arrays.binarySearch(thresholds, coordinate);
        return found < 0 ? -found - 1 : found;
    }
}

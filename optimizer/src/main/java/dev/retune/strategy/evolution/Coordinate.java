package dev.retune.strategy.evolution;

import dev.retune.internal.numerics.TruncatedNormal;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Parameter;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An ordered parameter as one coordinate of the evolution: the position on the unit interval, where coordinates outside
 * map to the nearer end. So a discrete value covers a cell of coordinates, and the two ends of a continuous range cover
 * all below 0 and all above 1: exact ends are likely if the distribution is close to them, without repair or penalty.
 *
 * @param place index of the parameter in its space
 * @param thresholds between the cells of discrete values, ascending; none if the parameter is continuous
 */
record Coordinate(int place, double[] thresholds) {

    /** Parameters with more values are treated as continuous. */
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
     * A coordinate that maps to a position, drawn from N(mean, deviation²) within the position's cell. A history
     * contains only values; this draw restores what rounding removed, so that a parameter without selection pressure
     * keeps its distribution.
     *
     * @param position NaN if the parameter is inactive: then any coordinate is drawn
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

    /** The number of thresholds below a coordinate, which is the index of its value. */
    int cell(double coordinate) {
        int found = Arrays.binarySearch(thresholds, coordinate);
        return found < 0 ? -found - 1 : found;
    }
}

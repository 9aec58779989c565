package dev.retune.learner.tree;

import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.TrainingRows;

import java.util.Arrays;

/**
 * The weights of rows as whole numbers, for Smile's trees.
 *
 * @param ofRow the weight of each row, in units
 * @param unit the weight of an average row, in units
 */
record IntegerWeights(int[] ofRow, double unit) {

    /** The greatest total: far below the limit of an int, because rows drawn with replacement count more. */
    private static final double MOST = 1 << 26;

    /** The unit where no small whole numbers are in proportion: a millionth of the mean. */
    private static final double FINEST = 1e6;

    private static final int MOST_MULTIPLES = 10_000;

    /** The weight of so many average rows. */
    int units(int rows) {
        return (int) Math.min(Integer.MAX_VALUE / 4, Math.round(unit * rows));
    }

    /**
     * The smallest whole numbers in exact proportion, if they are small enough: after rounding, classes of equal weight
     * would differ, which could reveal the class of a row that is left out. Otherwise millionths of the mean, or as
     * fine as fits.
     */
    static IntegerWeights of(Assignment values, TrainingRows examples) {
        double[] weights = ClassWeights.ofRows(values, examples);
        double unit = unit(weights, examples.size());
        return new IntegerWeights(
                Arrays.stream(weights)
                        .mapToInt(w -> (int) Math.max(1, Math.round(unit * w)))
                        .toArray(),
                unit);
    }

    private static double unit(double[] weights, int rows) {
        double most = MOST / rows;
        double least = Arrays.stream(weights).filter(w -> w > 0).min().orElse(1);
        double[] ratios = Arrays.stream(weights).map(w -> w / least).distinct().toArray();
        for (int multiple = 1; multiple <= MOST_MULTIPLES && multiple / least <= most; multiple++) {
            int tried = multiple;
            if (Arrays.stream(ratios).allMatch(ratio -> isWhole(tried * ratio))) {
                return multiple / least;
            }
        }
        return Math.min(FINEST, most);
    }

    private static boolean isWhole(double number) {
        return Math.abs(number - Math.rint(number)) < 1e-6;
    }
}

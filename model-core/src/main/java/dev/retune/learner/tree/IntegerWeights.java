package dev.retune.learner.tree;

import dev.retune.learner.Hyperparameters.Assignment;
import dev.retune.learner.classical.ClassWeights;
import dev.retune.learner.classical.TrainingRows;

import java.util.Arrays;

/**
 * What each row counts in whole numbers, for Smile's trees.
 *
 * @param ofRow how many units each row counts
 * @param unit what a row counts on average
 */
record IntegerWeights(int[] ofRow, double unit) {

    /** What all rows may count together: far below what an int holds, as rows drawn with replacement may count more. */
    private static final double MOST = 1 << 26;

    /** Rows count in such parts of the mean where no whole numbers are in proportion. */
    private static final double FINEST = 1e6;

    private static final int MOST_MULTIPLES = 10_000;

    /** What so many average rows count. */
    int units(int rows) {
        return (int) Math.min(Integer.MAX_VALUE / 4, Math.round(unit * rows));
    }

    /**
     * The smallest whole numbers in proportion, if there are some that are small enough: were they rounded, classes that weigh the same
     * would no longer, and which weighs more could tell the class of the row left out. Otherwise in millionths, or as fine as fits.
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

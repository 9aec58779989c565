package dev.retune.learner.classical;

import dev.retune.data.FittedPreprocessing;

/**
 * Rows to learn from.
 *
 * @param x inputs, {@code [row][column]}
 * @param y the class of each row, from 0 to {@code classes - 1}, each of which occurs; empty for a regression
 * @param classes how many there are, 0 for a regression
 * @param target the number of each row, standardized; empty for a classification
 * @param weights what each row counts, 1 on average
 * @param preprocessing what the columns of x stand for
 */
public record TrainingRows(
        double[][] x, int[] y, int classes, double[] target, double[] weights, FittedPreprocessing preprocessing) {

    public int size() {
        return x.length;
    }

    public int columns() {
        return x[0].length;
    }

    public boolean isRegression() {
        return classes == 0;
    }

    /** What the rows of each class count. */
    public double[] totals() {
        double[] totals = new double[classes];
        for (int i = 0; i < y.length; i++) {
            totals[y[i]] += weights[i];
        }
        return totals;
    }

    /** How many rows each class has. */
    public int[] counts() {
        int[] counts = new int[classes];
        for (int code : y) {
            counts[code]++;
        }
        return counts;
    }
}

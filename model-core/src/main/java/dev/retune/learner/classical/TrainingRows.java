package dev.retune.learner.classical;

import dev.retune.data.FittedPreprocessing;

/**
 * The training rows as a matrix.
 *
 * @param x inputs, {@code [row][column]}
 * @param y the class of each row, from 0 to {@code classes - 1}, each of which occurs; empty for a regression
 * @param classes how many there are, 0 for a regression
 * @param target the number of each row, standardized; empty for a classification
 * @param weights of the rows, with mean 1
 * @param preprocessing which columns of x encode which feature
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

    /** The total weight of each class. */
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

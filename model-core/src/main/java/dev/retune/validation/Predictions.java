package dev.retune.validation;

import java.util.Arrays;

/** The predictions of a model: for each row the probability of each class, or a number. Immutable. */
public sealed interface Predictions {

    /** The number of rows. */
    int size();

    /**
     * Predictions of a classification.
     *
     * @param rows {@code [row][class]}, classes in the order of {@link dev.retune.data.Dataset#classes()}; each from 0
     *     to 1, with the sum 1, up to 0.001
     * @throws IllegalArgumentException if a row is not a distribution, or the rows differ in length
     */
    static Probabilities probabilities(double[][] rows) {
        return Probabilities.of(rows);
    }

    /**
     * Predictions of a regression.
     *
     * @param values one for each row, finite
     * @throws IllegalArgumentException if a value is not finite
     */
    static Values values(double... values) {
        return Values.of(values);
    }

    /** The probability of each class, row by row. */
    final class Probabilities implements Predictions {

        private final double[][] rows;

        private Probabilities(double[][] rows) {
            this.rows = rows;
        }

        private static Probabilities of(double[][] rows) {
            double[][] copy = new double[rows.length][];
            for (int row = 0; row < rows.length; row++) {
                copy[row] = rows[row].clone();
                if (copy[row].length != copy[0].length) {
                    throw new IllegalArgumentException("row " + row + " predicts " + copy[row].length
                            + " classes, but row 0 predicts " + copy[0].length + "; all rows need the same number");
                }
                double sum = 0;
                boolean inside = true;
                for (double probability : copy[row]) {
                    sum += probability;
                    inside &= probability >= 0 && probability <= 1;
                }
                if (!inside || Math.abs(sum - 1) > 1e-3) {
                    throw new IllegalArgumentException("row " + row + " predicts " + Arrays.toString(copy[row])
                            + "; probabilities must be from 0 to 1, with the sum 1");
                }
            }
            return new Probabilities(copy);
        }

        @Override
        public int size() {
            return rows.length;
        }

        /** The number of classes, 0 if there are no rows. */
        public int classes() {
            return rows.length == 0 ? 0 : rows[0].length;
        }

        /** The probability of a class in a row. */
        public double probability(int row, int code) {
            return rows[row][code];
        }

        /** The most probable class of a row; of equals, the first one. */
        public int mostProbable(int row) {
            int best = 0;
            for (int code = 1; code < rows[row].length; code++) {
                if (rows[row][code] > rows[row][best]) {
                    best = code;
                }
            }
            return best;
        }
    }

    /** A number for each row. */
    final class Values implements Predictions {

        private final double[] values;

        private Values(double[] values) {
            this.values = values;
        }

        private static Values of(double[] values) {
            for (int row = 0; row < values.length; row++) {
                if (!Double.isFinite(values[row])) {
                    throw new IllegalArgumentException(
                            "row " + row + " predicts " + values[row] + "; predictions must be finite");
                }
            }
            return new Values(values.clone());
        }

        @Override
        public int size() {
            return values.length;
        }

        /** The number predicted for a row. */
        public double value(int row) {
            return values[row];
        }
    }
}

package dev.retune.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How features become numbers for models that need them: missing cells are filled in, numbers standardized, categories
 * one-hot encoded. All statistics come from the training rows, by {@link #fit}.
 *
 * @param standardize whether each numeric feature, filled in, is shifted and scaled to mean 0 and variance 1 (of the
 *     population: divided by n); a feature with a single value is shifted only
 * @param numeric what replaces a missing number
 * @param categorical how missing categories are encoded
 */
public record Preprocessing(boolean standardize, NumericImputation numeric, CategoricalImputation categorical) {

    /** What replaces a missing number; 0 where a feature has no numbers at all. */
    public enum NumericImputation {
        /** The middle of the feature's numbers, or the mean of the two middle ones. */
        MEDIAN,
        /** Their mean. */
        MEAN
    }

    /** How missing categories are encoded. */
    public enum CategoricalImputation {
        /**
         * Missing is a level of its own, if it occurs among the training rows; otherwise all its one-hot columns are 0.
         */
        MISSING_LEVEL,
        /** The most frequent level replaces it, the first one of equals. */
        MOST_FREQUENT
    }

    /** Standardized, with the median for a missing number and a level of its own for a missing category. */
    public static Preprocessing standard() {
        return new Preprocessing(true, NumericImputation.MEDIAN, CategoricalImputation.MISSING_LEVEL);
    }

    /**
     * Computes the statistics of training rows.
     *
     * @throws IllegalArgumentException if there are no rows
     */
    public FittedPreprocessing fit(Dataset training) {
        if (training.size() == 0) {
            throw new IllegalArgumentException("no training rows; preprocessing is fitted on at least one");
        }
        List<FittedPreprocessing.Encoding> encodings = new ArrayList<>();
        for (Column feature : training.features()) {
            encodings.add(
                    feature instanceof NumericColumn column
                            ? fitNumeric(column)
                            : fitCategorical((CategoricalColumn) feature));
        }
        return new FittedPreprocessing(encodings);
    }

    private FittedPreprocessing.Scaled fitNumeric(NumericColumn column) {
        double[] sorted = Arrays.stream(column.values())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int n = sorted.length;
        if (n == 0) {
            return new FittedPreprocessing.Scaled(column.name(), 0, 0, 1);
        }
        double fill = switch (numeric) {
            case MEDIAN -> sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2;
            case MEAN -> Arrays.stream(sorted).sum() / n;
        };
        if (!standardize) {
            return new FittedPreprocessing.Scaled(column.name(), fill, 0, 1);
        }
        if (sorted[0] == sorted[n - 1]) {
            // rounding of the mean must not make a tiny variance of none
            return new FittedPreprocessing.Scaled(column.name(), sorted[0], sorted[0], 1);
        }
        int filled = column.size() - n;
        double mean = (Arrays.stream(sorted).sum() + filled * fill) / column.size();
        double squares = filled * (fill - mean) * (fill - mean);
        for (double value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return new FittedPreprocessing.Scaled(column.name(), fill, mean, Math.sqrt(squares / column.size()));
    }

    private FittedPreprocessing.OneHot fitCategorical(CategoricalColumn column) {
        int[] counts = new int[column.levels().size()];
        int missing = 0;
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                missing++;
            } else {
                counts[column.code(row)]++;
            }
        }
        List<String> seen = new ArrayList<>();
        int mostFrequent = FittedPreprocessing.OneHot.NOWHERE;
        int most = 0;
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > most) {
                most = counts[code];
                mostFrequent = seen.size();
            }
            if (counts[code] > 0) {
                seen.add(column.levels().get(code));
            }
        }
        int position = switch (categorical) {
            case MISSING_LEVEL -> missing > 0 ? seen.size() : FittedPreprocessing.OneHot.NOWHERE;
            case MOST_FREQUENT -> mostFrequent;
        };
        return new FittedPreprocessing.OneHot(column.name(), seen, position);
    }
}

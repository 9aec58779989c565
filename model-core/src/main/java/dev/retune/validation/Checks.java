package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.Arrays;

/** The checks that several splitters or metrics share. */
final class Checks {

    private Checks() {}

    static void folds(int folds) {
        if (folds < 2) {
            throw new IllegalArgumentException("folds = " + folds + "; cross-validation needs at least 2");
        }
    }

    static void share(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("hold-out share = " + share
                    + "; it must be above 0 and below 1: 0.2 sets a fifth of the rows aside");
        }
    }

    /** Whether rows are weighted, and all weigh 0. */
    static boolean allWeigh0(Dataset rows) {
        return rows.isWeighted() && Arrays.stream(rows.weights()).allMatch(weight -> weight == 0);
    }

    /** That predictions are about the rows that they are scored on. */
    static void predictions(String metric, Dataset truth, Predictions predictions) {
        if (truth.size() == 0) {
            throw new IllegalArgumentException("metric '" + metric + "' of no rows; it needs at least one");
        }
        if (truth.size() != predictions.size()) {
            throw new IllegalArgumentException(
                    "the model predicted " + predictions.size() + " rows, but " + truth.size() + " are to be scored");
        }
        if (allWeigh0(truth)) {
            throw new IllegalArgumentException("metric '" + metric + "' of " + truth.size()
                    + " rows that all weigh 0; use fewer folds, or leave such rows out");
        }
    }
}

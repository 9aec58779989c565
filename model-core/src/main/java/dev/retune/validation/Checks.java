package dev.retune.validation;

import dev.retune.data.Dataset;

import java.util.Arrays;

/** Whether predictions are about the rows that they are scored on. */
final class Checks {

    private Checks() {}

    static void check(String metric, Dataset truth, Predictions predictions) {
        if (truth.size() == 0) {
            throw new IllegalArgumentException("metric '" + metric + "' of no rows; it needs at least one");
        }
        if (truth.size() != predictions.size()) {
            throw new IllegalArgumentException(
                    "the model predicted " + predictions.size() + " rows, but " + truth.size() + " are to be scored");
        }
        if (truth.isWeighted() && Arrays.stream(truth.weights()).allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("metric '" + metric + "' of " + truth.size()
                    + " rows that all weigh 0; use fewer folds, or leave such rows out");
        }
    }
}

package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.trial.Target;

/** A metric of a user's own: the largest error. */
public final class WorstError implements Metric {

    @Override
    public String name() {
        return "worstError";
    }

    @Override
    public Target goal() {
        return Target.minimize(name());
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public double score(Dataset truth, Predictions predictions) {
        double worst = 0;
        for (int row = 0; row < truth.size(); row++) {
            double error = truth.targetValues()[row] - ((Predictions.Values) predictions).value(row);
            worst = Math.max(worst, Math.abs(error));
        }
        return worst;
    }
}

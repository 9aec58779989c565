package dev.retune.cli;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.trial.Target;
import dev.retune.validation.Metric;
import dev.retune.validation.Predictions;

/** A user's own, for {@link OwnJarTest}. */
public final class ThirdMetric implements Metric {

    @Override
    public String name() {
        return "third";
    }

    @Override
    public Target goal() {
        return Target.maximize(name());
    }

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public double score(Dataset truth, Predictions predictions) {
        return Metric.ACCURACY.score(truth, predictions) / 3;
    }
}

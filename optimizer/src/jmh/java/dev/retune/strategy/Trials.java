package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Trials of a rippled bowl in ten dimensions. */
public final class Trials {

    private static final int DIMENSIONS = 10;

    private Trials() {}

    public static SearchSpace space() {
        return SearchSpace.of(IntStream.range(0, DIMENSIONS)
                .mapToObj(i -> Parameter.real("x" + i, 0, 1))
                .toArray(Parameter<?>[]::new));
    }

    /** n random ones, in a list that can grow. */
    public static List<TrialRecord> random(SearchSpace space, int n) {
        RandomGenerator random = Randomness.derive(7, n, "benchmark");
        List<TrialRecord> trials = new ArrayList<>();
        while (trials.size() < n) {
            add(trials, space.sample(random));
        }
        return trials;
    }

    /** Tries a configuration. */
    public static void add(List<TrialRecord> trials, Configuration configuration) {
        double loss = 0;
        double[] unit = configuration.encode();
        for (int i = 0; i < unit.length; i++) {
            double away = unit[i] - 0.3 - 0.04 * i;
            loss += away * away * (1 + i % 3) + 0.1 * Math.sin(9 * unit[i]);
        }
        trials.add(TrialRecord.waiting(trials.size(), configuration, 1, OptionalInt.empty())
                .started(Instant.EPOCH)
                .ended(Outcome.completed(loss), Instant.EPOCH));
    }
}

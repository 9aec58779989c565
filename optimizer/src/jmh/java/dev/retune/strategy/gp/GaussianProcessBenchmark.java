package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Prior;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Trials;
import dev.retune.trial.History;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where the time of a proposal goes, after n trials in ten dimensions: {@code propose} is the whole; {@code fit},
 * {@code posterior} and {@code acquisition} are its parts, and what is left is reading the history. The first two walk
 * over the trials that a study would add to the n until there are a tenth more, 20 at least, so that fits come as often
 * as they do there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GaussianProcessBenchmark {

    @Param({"50", "200", "1000"})
    private int n;

    private final SearchSpace space = Trials.space();
    private final Features features = new Features(space, Resource.WHOLE);
    private final GaussianProcessSearch search = GaussianProcessSearch.create();
    private final HyperparameterFit fit = new HyperparameterFit(features);
    private final List<History> histories = new ArrayList<>();
    private final List<Observations> observations = new ArrayList<>();
    private int next;
    private Kernel kernel;
    private Acquisition acquisition;
    private List<Configuration> centers;

    @Setup(Level.Trial)
    public void grow() {
        List<TrialRecord> trials = Trials.random(space, n);
        centers = trials.stream()
                .sorted(Comparator.comparingDouble(TrialRecord::value))
                .limit(5)
                .map(TrialRecord::configuration)
                .toList();
        for (int i = 0; i < Math.max(20, n / 10); i++) {
            History history = History.ofLosses(Resource.WHOLE, List.copyOf(trials));
            histories.add(history);
            observations.add(Observations.of(features, history));
            Proposal proposal = search.propose(space, history, Randomness.derive(3, trials.size(), "proposal"))
                    .orElseThrow();
            Trials.add(trials, proposal.configuration());
        }
        Observations first = observations.get(0);
        kernel = new Kernel(features, fit.to(first));
        double[] y = new OutcomeTransform(first.losses()).of(first.losses());
        acquisition = new Acquisition(posterior(), Arrays.stream(y).min().orElseThrow());
    }

    @Benchmark
    public Optional<Proposal> propose() {
        next = (next + 1) % histories.size();
        return search.propose(space, histories.get(next), Randomness.derive(3, next, "proposal"));
    }

    @Benchmark
    public Object fit() {
        next = (next + 1) % histories.size();
        return fit.to(observations.get(next));
    }

    @Benchmark
    public Posterior posterior() {
        Observations first = observations.get(0);
        OutcomeTransform targets = new OutcomeTransform(first.losses());
        return Posterior.of(kernel, first.rows(), targets.of(first.losses()), first.noise(targets));
    }

    @Benchmark
    public Optional<Configuration> acquisition() {
        return new Maximizer(features, acquisition, Prior.none().over(space), 0, Randomness.derive(3, 0, "proposal"))
                .maximize(centers, histories.get(0).configurations());
    }
}

package dev.retune.strategy;

import dev.retune.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.trial.History;
import dev.retune.trial.Outcome;
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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One proposal after n trials in ten dimensions, as it comes in a study: each adds a trial to the history of the last. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ProposalBenchmark {

    private static final int DIMENSIONS = 10;
    /** Trials are added up to this share of n, then the history starts over. */
    private static final double ROOM = 0.1;

    @Param({"gp", "tpe"})
    private String strategy;

    @Param({"50", "200", "1000"})
    private int n;

    private final SearchSpace space = SearchSpace.of(IntStream.range(0, DIMENSIONS)
            .mapToObj(i -> Parameter.real("x" + i, 0, 1))
            .toArray(Parameter<?>[]::new));
    private final List<TrialRecord> trials = new ArrayList<>();
    private Strategy tested;

    @Setup(Level.Iteration)
    public void begin() {
        tested = strategy.equals("gp") ? GaussianProcessSearch.create() : TpeSearch.create();
        trials.clear();
        RandomGenerator random = Randomness.derive(7, n, "benchmark");
        while (trials.size() < n) {
            add(space.sample(random));
        }
        propose(); // the chain of fits up to here
    }

    @Benchmark
    public Optional<Proposal> propose() {
        if (trials.size() > (1 + ROOM) * n + 10) {
            trials.subList(n, trials.size()).clear();
        }
        Optional<Proposal> proposal = tested.propose(
                space, History.ofLosses(Resource.WHOLE, trials), Randomness.derive(3, trials.size(), "proposal"));
        add(proposal.orElseThrow().configuration());
        return proposal;
    }

    private void add(Configuration configuration) {
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

package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.evolution.CmaEsSearch;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.tpe.TpeSearch;
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

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One proposal after n trials in ten dimensions, as it comes in a study: each adds a trial to the history of the last.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ProposalBenchmark {

    /** Trials are added up to this share of n, then the history starts over. */
    private static final double ROOM = 0.1;

    @Param({"gp", "tpe", "cmaes", "random"})
    private String strategy;

    @Param({"50", "200", "1000"})
    private int n;

    private final SearchSpace space = Trials.space();
    private List<TrialRecord> trials = List.of();
    private Strategy tested;

    @Setup(Level.Iteration)
    public void begin() {
        tested = switch (strategy) {
            case "gp" -> GaussianProcessSearch.create();
            case "tpe" -> TpeSearch.create();
            case "cmaes" -> CmaEsSearch.create();
            default -> RandomSearch.create();
        };
        trials = Trials.random(space, n);
        propose(); // the chain of fits up to here
    }

    @Benchmark
    public Optional<Proposal> propose() {
        if (trials.size() > (1 + ROOM) * n + 10) {
            trials.subList(n, trials.size()).clear();
        }
        Optional<Proposal> proposal = tested.propose(
                space, History.ofLosses(Resource.WHOLE, trials), Randomness.derive(3, trials.size(), "proposal"));
        Trials.add(trials, proposal.orElseThrow().configuration());
        return proposal;
    }
}

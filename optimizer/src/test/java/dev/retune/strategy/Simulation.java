package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a strategy on a problem without a study, and checks each proposal: inside the space, constraints kept, a
 * resource within the study's, continuing only what has ended. With several workers, which of the running trials ends
 * next is drawn.
 */
public record Simulation(
        SearchSpace space, Problem problem, Resource resource, int workers, long seed, List<TrialRecord> earlier) {

    /** What becomes of a trial; values are losses. */
    @FunctionalInterface
    public interface Problem {
        Outcome solve(Configuration configuration, double resource);
    }

    /** One worker, no fidelity, no earlier trials. */
    public static Simulation of(SearchSpace space, ToDoubleFunction<Configuration> loss) {
        return ofOutcomes(space, (configuration, resource) -> Outcome.completed(loss.applyAsDouble(configuration)));
    }

    /** One worker, no fidelity, no earlier trials. */
    public static Simulation ofOutcomes(SearchSpace space, Problem problem) {
        return new Simulation(space, problem, Resource.WHOLE, 1, 1, List.of());
    }

    public Simulation resource(Resource resource) {
        return new Simulation(space, problem, resource, workers, seed, earlier);
    }

    public Simulation workers(int workers) {
        return new Simulation(space, problem, resource, workers, seed, earlier);
    }

    public Simulation seed(long seed) {
        return new Simulation(space, problem, resource, workers, seed, earlier);
    }

    /** Goes on from a history. */
    public Simulation after(History history) {
        return new Simulation(space, problem, history.resource(), workers, seed, history.trials());
    }

    /** Asks for so many trials, or until the strategy has nothing left, and lets all of them end. */
    public History run(Strategy strategy, int trials) {
        List<TrialRecord> records = new ArrayList<>(earlier);
        List<Integer> running = new ArrayList<>();
        RandomGenerator order = Randomness.derive(seed, 0, "order");
        boolean hasMore = true;
        while (true) {
            while (hasMore && running.size() < workers && records.size() < earlier.size() + trials) {
                int number = records.size();
                History history = History.ofLosses(resource, records);
                Optional<Proposal> proposal = strategy.propose(space, history, random(number));
                if (proposal.isEmpty()) {
                    hasMore = !running.isEmpty(); // a strategy may wait for what runs
                    break;
                }
                check(proposal.get(), history);
                records.add(record(number, proposal.get()));
                running.add(number);
            }
            if (running.isEmpty()) {
                return History.ofLosses(resource, records);
            }
            int number = running.remove(order.nextInt(running.size()));
            TrialRecord trial = records.get(number);
            records.set(
                    number,
                    trial.ended(
                            problem.solve(trial.configuration(), trial.resource()),
                            Instant.ofEpochSecond(records.size())));
        }
    }

    /** The randomness of a trial. */
    public RandomGenerator random(int number) {
        return Randomness.derive(seed, number, "strategy");
    }

    /** The trial that a proposal makes, running. */
    public TrialRecord record(int number, Proposal proposal) {
        return TrialRecord.waiting(
                        number,
                        proposal.configuration(),
                        proposal.resource().orElse(resource.max()),
                        proposal.continues())
                .started(Instant.ofEpochSecond(number));
    }

    private void check(Proposal proposal, History history) {
        Configuration configuration = proposal.configuration();
        assertThat(configuration.space()).isEqualTo(space);
        // reads all values again: inside the ranges, conditions respected, constraints kept
        assertThat(space.configuration(configuration.toMap())).isEqualTo(configuration);
        assertThat(proposal.resource().orElse(resource.max())).isBetween(resource.min(), resource.max());
        proposal.continues().ifPresent(number -> {
            TrialRecord before = history.trials().get(number);
            assertThat(before.number()).isEqualTo(number);
            assertThat(before.configuration()).isEqualTo(configuration);
            assertThat(before.outcome()).isPresent();
            assertThat(proposal.resource().orElse(resource.max())).isGreaterThan(before.resource());
        });
    }

    /** The smallest loss of a run, of those with the whole resource. */
    public static double best(History history) {
        return history.best().map(TrialRecord::value).orElse(Double.POSITIVE_INFINITY);
    }

    /** The mean over seeds 0, 1, ... of the best loss after so many trials: what "A beats B by a margin" compares. */
    public double meanBest(LongFunction<Strategy> strategyOfSeed, int trials, int seeds) {
        double sum = 0;
        for (int s = 0; s < seeds; s++) {
            sum += best(seed(s).run(strategyOfSeed.apply(s), trials));
        }
        return sum / seeds;
    }
}

package dev.retune.strategy.halving;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Plays a study for a strategy, several trials at a time, those that end chosen at random. */
final class Drive {

    static final RealParameter X = Parameter.real("x", 0, 1);
    static final SearchSpace SPACE = SearchSpace.of(X);

    private final Resource resource;
    private final Strategy strategy;
    private final Function<TrialRecord, Outcome> objective;
    final List<TrialRecord> records = new ArrayList<>();

    Drive(Strategy strategy, Resource resource, Function<TrialRecord, Outcome> objective) {
        this.strategy = strategy;
        this.resource = resource;
        this.objective = objective;
    }

    /** The loss is x, whatever the resource. */
    static Outcome isX(TrialRecord trial) {
        return Outcome.completed(trial.configuration().get(X));
    }

    Drive run(int trials, int workers) {
        RandomGenerator order = Randomness.derive(7, trials, "order");
        List<Integer> open = new ArrayList<>();
        while (records.size() < trials) {
            Optional<Proposal> proposal = ask();
            if (proposal.isEmpty() && open.isEmpty()) {
                return this;
            }
            proposal.ifPresent(p -> open.add(add(p)));
            if (open.size() == workers || proposal.isEmpty()) {
                end(open.remove(order.nextInt(open.size())));
            }
        }
        open.forEach(this::end);
        return this;
    }

    Optional<Proposal> ask() {
        return strategy.propose(SPACE, history(), Randomness.derive(1, records.size(), "propose"));
    }

    History history() {
        return History.ofLosses(resource, records);
    }

    int add(Proposal p) {
        return add(p.configuration().get(X), p.resource().orElse(resource.max()), p.continues());
    }

    int add(double x, double amount, OptionalInt continues) {
        int number = records.size();
        records.add(TrialRecord.waiting(number, SPACE.decode(new double[] {x}), amount, continues)
                .started(Instant.EPOCH));
        return number;
    }

    void end(int number) {
        end(number, objective.apply(records.get(number)));
    }

    void end(int number, Outcome outcome) {
        records.set(number, records.get(number).ended(outcome, Instant.EPOCH));
    }

    /** How many trials got this much. */
    long at(double amount) {
        return records.stream().filter(t -> t.resource() == amount).count();
    }

    List<Double> amounts() {
        return records.stream().map(TrialRecord::resource).toList();
    }
}

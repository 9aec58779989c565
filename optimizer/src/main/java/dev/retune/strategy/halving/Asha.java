package dev.retune.strategy.halving;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialRecord;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Asynchronous successive halving (Li et al. 2020, "A system for massively parallel hyperparameter tuning", algorithm
 * 2): a trial among the best 1/η of those that have ended on its rung is promoted to the next rung at once; if there is
 * none, a new configuration starts on the first rung. No worker waits for a rung to be filled.
 */
public final class Asha implements Strategy {

    private final int eta;
    private final Strategy inside;
    private final boolean adaptiveStart;

    private Asha(int eta, Strategy inside, boolean adaptiveStart) {
        this.eta = eta;
        this.inside = inside;
        this.adaptiveStart = adaptiveStart;
    }

    /** With η = 3 and random configurations. */
    public static Asha create() {
        return new Asha(3, RandomSearch.create(), false);
    }

    /**
     * The same with another η: one in η trials is promoted, with η times the resource.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public Asha eta(int eta) {
        return new Asha(Rungs.checkedEta(eta), inside, adaptiveStart);
    }

    /**
     * The same with another strategy for new configurations. It gets the whole history, with trials of all resources.
     */
    public Asha inside(Strategy strategy) {
        return new Asha(eta, strategy, adaptiveStart);
    }

    /**
     * The same, but new configurations start on the lowest rung that, according to the trials so far, ranks the best
     * trials in about the same order as the whole resource does. Meant for a model as the inner strategy: its proposals
     * are often so good that the lowest rungs cannot distinguish them, whereas most random configurations can be
     * rejected there.
     */
    public Asha adaptiveStart() {
        return new Asha(eta, inside, true);
    }

    /** @throws IllegalArgumentException if the study has no resource */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        Rungs rungs = Rungs.of(history.resource(), eta, this);
        Set<Integer> continued = new HashSet<>();
        history.trials().forEach(t -> t.continues().ifPresent(continued::add));
        Optional<Proposal> promotion = promotion(history, rungs, continued, false);
        if (promotion.isPresent()) {
            return promotion;
        }
        int first = adaptiveStart ? new Agreement(rungs, history).lowest() : 0;
        Optional<Proposal> start =
                inside.propose(space, history, random).map(p -> Proposal.of(p.configuration(), rungs.level(first)));
        return start.isPresent() ? start : promotion(history, rungs, continued, true);
    }

    /** @param closed whether no more trials will start, so that the best of any rung may be promoted */
    private Optional<Proposal> promotion(History history, Rungs rungs, Set<Integer> continued, boolean closed) {
        for (int k = rungs.size() - 2; k >= 0; k--) {
            int rung = k;
            List<TrialRecord> ended = history.trials().stream()
                    .filter(t -> rungs.isOn(rung, t) && t.outcome().isPresent())
                    .toList();
            int quota = closed ? (ended.size() + eta - 1) / eta : ended.size() / eta;
            Optional<TrialRecord> best = ended.stream()
                    .filter(Rungs::isPromotable)
                    .sorted(Ranking.BEST_FIRST)
                    .limit(quota)
                    .filter(t -> !continued.contains(t.number()))
                    .findFirst();
            if (best.isPresent()) {
                return best.map(t -> Proposal.continuing(t.number(), t.configuration(), rungs.level(rung + 1)));
            }
        }
        return Optional.empty();
    }
}

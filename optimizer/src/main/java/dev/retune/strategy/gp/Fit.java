package dev.retune.strategy.gp;

import dev.retune.numerics.LbfgsB;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.List;

/**
 * The most probable hyperparameters, by the number of observations: a chain of fits, each started from the one before, at sizes
 * that grow by a tenth. What it gives is a function of the observations alone: the chain is kept, but as far as the first
 * observations are other ones it is made anew.
 */
final class Fit {

    /** More observations than this say nothing new about the hyperparameters that would be worth the time. */
    private static final int ENOUGH = 256;

    private static final LbfgsB CLIMBER = new LbfgsB(10, 30, 1e-3, 1e-5);
    /** The chain's sizes grow by this part. */
    private static final int GROWTH = 10;
    /** The first fit. */
    private static final int FIRST = 3;

    /** Every so many fits, one starts from the prior, too. */
    private static final int RESTART = 4;

    private record Link(int size, Hyperparameters hyper) {}

    private final Features features;
    private final List<Link> chain = new ArrayList<>();
    private List<TrialRecord> seen = List.of();

    Fit(Features features) {
        this.features = features;
    }

    Features features() {
        return features;
    }

    /** The hyperparameters after these observations. */
    synchronized Hyperparameters to(Observations all) {
        int same = commonPrefix(seen, all.trials());
        chain.removeIf(link -> link.size() > same);
        seen = all.trials();
        Hyperparameters hyper = chain.isEmpty()
                ? Hyperparameters.prior(features.groups().size())
                : chain.get(chain.size() - 1).hyper();
        int size = chain.isEmpty() ? 0 : chain.get(chain.size() - 1).size();
        for (int next = size == 0 ? FIRST : next(size); next <= all.size(); next = next(next)) {
            hyper = climb(all.first(next), hyper, chain.size() % RESTART == 0);
            chain.add(new Link(next, hyper));
        }
        return hyper;
    }

    private static int next(int size) {
        return size + Math.max(1, size / GROWTH);
    }

    private static int commonPrefix(List<TrialRecord> a, List<TrialRecord> b) {
        int n = Math.min(a.size(), b.size());
        for (int i = 0; i < n; i++) {
            if (a.get(i) != b.get(i) && !a.get(i).equals(b.get(i))) {
                return i;
            }
        }
        return n;
    }

    /** @param again whether to climb from the prior as well, in case the chain is caught in a lesser maximum */
    private Hyperparameters climb(Observations all, Hyperparameters start, boolean again) {
        Observations some = all.size() > ENOUGH ? all.spread(ENOUGH) : all;
        Targets targets = new Targets(some.losses());
        MarginalLikelihood likelihood =
                new MarginalLikelihood(features, some.rows(), targets.of(some.losses()), some.noise(targets));
        double[][] bounds = likelihood.bounds();
        LbfgsB.Minimum minimum = CLIMBER.minimize(likelihood, start.theta(), bounds[0], bounds[1]);
        if (again) {
            double[] prior = Hyperparameters.prior(start.groups()).theta();
            LbfgsB.Minimum other = CLIMBER.minimize(likelihood, prior, bounds[0], bounds[1]);
            minimum = other.value() < minimum.value() ? other : minimum;
        }
        return new Hyperparameters(start.groups(), minimum.x());
    }
}

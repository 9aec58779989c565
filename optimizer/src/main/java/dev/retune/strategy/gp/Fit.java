package dev.retune.strategy.gp;

import dev.retune.numerics.LbfgsB;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The most probable hyperparameters, by the number of observations: a chain of fits, each started from the one before, at sizes
 * that grow by a tenth. What it gives is a function of the observations alone: the chain is kept, but as far as the first
 * observations are other ones it is made anew.
 */
final class Fit {

    /** More observations than this say nothing new about the hyperparameters that would be worth the time. */
    private static final int ENOUGH = 256;

    private static final LbfgsB CLIMBER = new LbfgsB(10, 30, 1e-2, 1e-3);
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
        LbfgsB.Minimum minimum = climb(likelihood, start);
        if (again) {
            LbfgsB.Minimum other = climb(likelihood, Hyperparameters.prior(start.groups()));
            minimum = other.value() < minimum.value() ? other : minimum;
        }
        return new Hyperparameters(start.groups(), product(minimum.x(), Hyperparameters.spreads(start.groups())));
    }

    /** From a start, with θ in units of the prior's spread, in which a sphere is a better guess at the shape of the peak. */
    private static LbfgsB.Minimum climb(MarginalLikelihood likelihood, Hyperparameters start) {
        double[] unit = Hyperparameters.spreads(start.groups());
        double[] perUnit = Arrays.stream(unit).map(u -> 1 / u).toArray();
        double[][] bounds = likelihood.bounds();
        return CLIMBER.minimize(
                (x, gradient) -> {
                    double value = likelihood.valueAndGradient(product(x, unit), gradient);
                    for (int i = 0; i < unit.length; i++) {
                        gradient[i] *= unit[i];
                    }
                    return value;
                },
                product(start.theta(), perUnit),
                product(bounds[0], perUnit),
                product(bounds[1], perUnit));
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = a.clone();
        for (int i = 0; i < a.length; i++) {
            product[i] *= b[i];
        }
        return product;
    }
}

package dev.retune.strategy.gp;

import dev.retune.internal.numerics.LbfgsB;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most probable hyperparameters, by the number of observations: a chain of fits, each started from the one before,
 * at sizes that grow by a tenth. Every fourth fit also climbs from the prior, in case the chain is caught in a lesser
 * maximum. Beyond the trunk of small fits these start from the trunk's end instead of the one before, so that what any
 * size asks for is the trunk and four fits at most, and an early observation that comes late does not cost the whole
 * chain.
 *
 * <p>What it gives is a function of the observations alone: the fits are kept, but as far as the first observations are
 * other ones they are made anew.
 */
final class HyperparameterFit {

    /** More observations than this say nothing new about the hyperparameters that would be worth the time. */
    private static final int ENOUGH = 256;

    private static final LbfgsB CLIMBER = new LbfgsB(10, 30, 1e-3, 1e-4);
    /** The first fit. */
    private static final int FIRST = 3;
    /** Up to this size the fits are the trunk. */
    private static final int TRUNK = 100;
    /** The sizes grow by this part. */
    private static final int GROWTH = 10;

    /** Every so many fits, one starts from the prior, too. */
    private static final int RESTART = 4;

    private final Features features;
    private final Map<Integer, Hyperparameters> fits = new HashMap<>(); // by size
    private List<TrialRecord> seen = List.of();

    HyperparameterFit(Features features) {
        this.features = features;
    }

    /** The hyperparameters after these observations. */
    synchronized Hyperparameters to(Observations all) {
        int same = commonPrefix(seen, all.trials());
        fits.keySet().removeIf(size -> size > same);
        seen = all.trials();
        List<Integer> sizes = sizes(all.size());
        return fit(all, sizes, sizes.size() - 1);
    }

    /** The sizes of fits up to n. */
    private static List<Integer> sizes(int n) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = FIRST; size <= n; size += Math.max(1, size / GROWTH)) {
            sizes.add(size);
        }
        return sizes;
    }

    /** Fit k of these sizes; before the first one, the prior. */
    private Hyperparameters fit(Observations all, List<Integer> sizes, int k) {
        if (k < 0) {
            return Hyperparameters.prior(features.groups().size());
        }
        int size = sizes.get(k);
        Hyperparameters known = fits.get(size);
        if (known == null) {
            boolean again = k % RESTART == 0;
            int before = k - 1;
            while (again && before >= 0 && sizes.get(before) > TRUNK) {
                before--;
            }
            known = climb(all.first(size), fit(all, sizes, before), again);
            fits.put(size, known);
        }
        return known;
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

    /** @param again whether to climb from the prior as well */
    private Hyperparameters climb(Observations all, Hyperparameters start, boolean again) {
        Observations some = all.size() > ENOUGH ? all.spread(ENOUGH) : all;
        OutcomeTransform targets = new OutcomeTransform(some.losses());
        MarginalLikelihood likelihood =
                new MarginalLikelihood(features, some.rows(), targets.of(some.losses()), some.noise(targets));
        LbfgsB.Minimum minimum = climb(likelihood, start);
        if (again) {
            LbfgsB.Minimum other = climb(likelihood, Hyperparameters.prior(start.groups()));
            minimum = other.value() < minimum.value() ? other : minimum;
        }
        return new Hyperparameters(start.groups(), product(minimum.x(), Hyperparameters.spreads(start.groups())));
    }

    /**
     * From a start, with θ in units of the prior's spread, in which a sphere is a better guess at the shape of the
     * peak.
     */
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

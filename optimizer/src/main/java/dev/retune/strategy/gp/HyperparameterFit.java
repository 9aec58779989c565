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
 * at sizes that grow by a tenth. Every fourth fit is also started from the prior, in case the chain is in a local
 * maximum. Beyond the trunk of small fits these start from the end of the trunk instead of the one before, so that any
 * size needs the trunk and at most four more fits, and an early observation that arrives late does not cost the whole
 * chain.
 *
 * <p>The result is a function of the observations alone: fits are cached, and computed anew where the first
 * observations differ.
 */
final class HyperparameterFit {

    /** With more observations the hyperparameters hardly change. */
    private static final int ENOUGH = 256;

    private static final LbfgsB CLIMBER = new LbfgsB(10, 30, 1e-3, 1e-4);
    /** The size of the first fit. */
    private static final int FIRST = 3;
    /** The fits up to this size form the trunk. */
    private static final int TRUNK = 100;
    /** The relative growth of the sizes. */
    private static final int GROWTH = 10;

    /** One in this many fits is also started from the prior. */
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

    /** The result of fit k of these sizes; before the first one, the prior. */
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

    /** @param again whether to start from the prior as well */
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
     * Maximizes from a start, with θ in units of the prior's standard deviation, in which the shape of the maximum is
     * closer to a sphere.
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

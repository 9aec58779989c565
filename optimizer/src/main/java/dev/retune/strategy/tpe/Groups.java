package dev.retune.strategy.tpe;

import org.apache.commons.math3.util.KthSelector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The observations divided into good and bad ones, as indices into a history. A weight is the number of observations
 * that one represents.
 */
record Groups(List<Integer> good, double[] goodWeights, List<Integer> bad, double[] badWeights) {

    /** 1/γ: one in this many ended trials is good, at most {@link #MOST_GOOD} in total. */
    private static final int GOOD_OF = 10;

    private static final int MOST_GOOD = 25;

    /** Of the bad trials, this many of the best ones are used, and as many more represent all the others. */
    private static final int STRATUM = 256;

    /** @param standings with at least one trial that ended */
    static Groups of(GoodBadSplit split) {
        double[] losses = split.losses();
        int count = Math.min((split.ended() + GOOD_OF - 1) / GOOD_OF, MOST_GOOD);
        boolean[] isGood = smallest(losses, count);
        boolean[] isFront = smallest(losses, count + STRATUM);
        List<Integer> good = new ArrayList<>();
        List<Integer> bad = new ArrayList<>();
        List<Integer> far = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            (isGood[i] ? good : isFront[i] ? bad : far).add(split.sound()[i]);
        }
        double[] goodWeights = gains(losses, isGood);
        if (losses.length < count) {
            good.addAll(split.others().subList(0, count - losses.length));
            goodWeights = ones(count);
        }
        far.addAll(split.others()
                .subList(Math.max(0, count - losses.length), split.others().size()));
        bad.addAll(split.unfinished());
        int sampled = Math.min(far.size(), STRATUM);
        double[] badWeights = ones(bad.size() + sampled);
        // evenly over the history, so that consecutive proposals use nearly the same
        for (int i = 0; i < sampled; i++) {
            badWeights[bad.size()] = (double) far.size() / sampled;
            bad.add(far.get((int) ((long) i * far.size() / sampled)));
        }
        return new Groups(good, goodWeights, bad, badWeights);
    }

    /** Marks the k smallest, the earliest of equals first. */
    private static boolean[] smallest(double[] values, int k) {
        boolean[] marked = new boolean[values.length];
        if (k >= values.length) {
            Arrays.fill(marked, true);
            return marked;
        }
        double cut = new KthSelector().select(values.clone(), null, k);
        int ties = k;
        for (double value : values) {
            ties -= value < cut ? 1 : 0;
        }
        for (int i = 0; i < values.length; i++) {
            marked[i] = values[i] < cut || values[i] == cut && ties-- > 0;
        }
        return marked;
    }

    /**
     * Weights of the good trials by their improvement over the best bad one (Watanabe 2023, "expected improvement"),
     * with a mean of 1. So the ratio of the densities estimates expected improvement itself, not the probability of
     * being good.
     */
    private static double[] gains(double[] losses, boolean[] isGood) {
        double cut = Double.POSITIVE_INFINITY;
        int count = 0;
        for (int i = 0; i < losses.length; i++) {
            if (isGood[i]) {
                count++;
            } else {
                cut = Math.min(cut, losses[i]);
            }
        }
        double[] gains = new double[count];
        double sum = 0;
        int next = 0;
        for (int i = 0; i < losses.length; i++) {
            if (isGood[i]) {
                gains[next] = cut - losses[i];
                sum += gains[next++];
            }
        }
        double unit = count / sum;
        if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
            return ones(count);
        }
        for (int i = 0; i < count; i++) {
            gains[i] *= unit;
        }
        return gains;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}

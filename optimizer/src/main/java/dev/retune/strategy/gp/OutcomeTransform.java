package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Normal;

import java.util.Arrays;

/**
 * The transform of losses into targets of a Gaussian process: a monotone map to values of mean 0 and variance 1. Of
 * losses worse than the median only the rank is kept (the half-rank warp of Vizier's Gaussian-process bandit, Song et
 * al. 2024, arXiv 2408.11527), since the magnitude of bad losses is of little use and would reduce the resolution among
 * the good ones.
 */
final class OutcomeTransform {

    /** Beyond this, or below its inverse, squares would overflow or underflow. */
    private static final double HUGE = 1e100;

    private final double unit; // losses are divided by it
    private final double[] losses; // the finite ones, ascending
    private final double[] ranked; // the same after the half-rank warp
    private final double failure; // the rank of failed trials
    private final double center;
    private final double spread;

    /** @param all any numbers; non-finite ones are failures, as bad as the worst */
    OutcomeTransform(double[] all) {
        double[] finite = Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
        unit = unit(finite);
        losses = Arrays.stream(finite).map(this::scaled).toArray();
        ranked = halfRank(losses);
        failure = failure(all.length);
        double[] y = Arrays.stream(all).map(this::rank).toArray();
        center = Arrays.stream(y).average().orElse(0);
        double variance =
                Arrays.stream(y).map(v -> (v - center) * (v - center)).average().orElse(0);
        spread = variance > 0 ? Math.sqrt(variance) : 1;
    }

    /** The target of a loss. */
    double of(double loss) {
        return (rank(loss) - center) / spread;
    }

    /** The targets of losses. */
    double[] of(double[] all) {
        return Arrays.stream(all).map(this::of).toArray();
    }

    /** The loss of a target; linearly extrapolated beyond the observed ones. */
    double loss(double target) {
        return losses.length == 0 ? target : unit * interpolate(ranked, losses, center + spread * target);
    }

    /** The slope of the target at a loss that is better than the median. */
    double slope() {
        return 1 / (spread * unit);
    }

    private double rank(double loss) {
        if (losses.length == 0) {
            return 0;
        }
        return Double.isFinite(loss) ? interpolate(losses, ranked, scaled(loss)) : failure;
    }

    /** The range of the better half, by which losses are divided if it is far from 1. */
    private static double unit(double[] finite) {
        if (finite.length == 0) {
            return 1;
        }
        double median = median(finite);
        double range = (median > finite[0] ? median : finite[finite.length - 1]) / 2 - finite[0] / 2;
        return range == 0 || range < HUGE && range > 1 / HUGE ? 1 : range;
    }

    private double scaled(double loss) {
        double limit = Double.MAX_VALUE / 8; // differences must not overflow
        return Math.max(-limit, Math.min(limit, loss / unit));
    }

    private static double median(double[] losses) {
        return losses[(losses.length - 1) / 2] / 2 + losses[losses.length / 2] / 2;
    }

    /** What failed is worse than the worst, the more so the more trials there are in all. */
    private double failure(int all) {
        if (losses.length == 0) {
            return 0;
        }
        double worst = ranked[ranked.length - 1];
        return Math.max(worst, median(losses) + deviation(losses) * Normal.inverse(1 - 0.25 / all));
    }

    /** The standard deviation of the better half from the median. */
    private static double deviation(double[] losses) {
        double median = median(losses);
        double worst = losses[losses.length - 1];
        double deviation = Math.sqrt(Arrays.stream(losses)
                .filter(v -> v <= median)
                .map(v -> (v - median) * (v - median))
                .average()
                .orElse(0));
        if (deviation > 0) {
            return deviation;
        }
        return worst > median
                ? (worst - median) / 2
                : 1; // half of them or more are equally good: the others are spread by rank alone
    }

    private static double[] halfRank(double[] losses) {
        int m = losses.length;
        if (m == 0) {
            return losses;
        }
        double median = median(losses);
        double deviation = deviation(losses);
        double[] ranked = losses.clone();
        int to;
        for (int from = 0; from < m; from = to) {
            to = from;
            while (to < m && losses[to] == losses[from]) {
                to++;
            }
            if (losses[from] > median) {
                double rank = Math.min((from + to) / 2.0 / m, 1 - 0.25 / m);
                Arrays.fill(ranked, from, to, median + deviation * Math.max(Normal.inverse(rank), 0));
            }
        }
        return ranked;
    }

    /** The piecewise linear map through (from[i], to[i]), both ascending; with the mean slope beyond its upper end. */
    private static double interpolate(double[] from, double[] to, double x) {
        int last = from.length - 1;
        if (x <= from[0]) {
            return to[0] + (x - from[0]);
        }
        if (x >= from[last]) {
            double width = from[last] - from[0];
            return to[last] + (x - from[last]) * (width > 0 ? (to[last] - to[0]) / width : 1);
        }
        int found = Arrays.binarySearch(from, x);
        if (found >= 0) {
            return to[found];
        }
        int above = -found - 1;
        double share = (x - from[above - 1]) / (from[above] - from[above - 1]);
        return to[above - 1] + share * (to[above] - to[above - 1]);
    }
}

package dev.retune.learner.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Sequential minimal optimization (Platt 1998): finds the β that make Σ q_t β_t - ½ Σ β_s β_t k(s, t) large, where Σ β
 * = 0 and each β_t lies from low_t to high_t. Each step moves the pair of the largest gain by the second order (Fan,
 * Chen and Lin 2005, WSS 2): with the gradients g = q - Kβ, the i that may grow with the largest g_i, and the j that
 * may shrink with the largest (g_i - g_j)² / (k(i, i) + k(j, j) - 2 k(i, j)).
 */
final class Smo {

    /** Of the largest violation of the optimality conditions. */
    private static final double TOLERANCE = 1e-3;

    /** In place of a curvature that is not positive. */
    private static final double TINY = 1e-12;

    /** The number of steps between two checks whether the thread is interrupted. */
    private static final int PATIENCE = 256;

    /** The number of steps between two shrinkings, if there are as many variables. */
    private static final int SHRINKING = 1000;

    private final GramMatrix gram;
    private final int[] row;
    private final double[] q;
    private final double[] low;
    private final double[] high;
    private final double[] beta;
    private final double[] sums; // Kβ, of active rows
    private int[] active; // variables
    private int[] activeRows;
    private double largest; // g of those that may grow
    private double smallest; // g of those that may shrink
    private boolean optimal;

    /**
     * Begins at β = 0.
     *
     * @param row of each variable in the matrix
     */
    Smo(GramMatrix gram, int[] row, double[] q, double[] low, double[] high) {
        this.gram = gram;
        this.row = row;
        this.q = q;
        this.low = low;
        this.high = high;
        this.beta = new double[q.length];
        this.sums = new double[gram.size()];
        this.active = IntStream.range(0, q.length).toArray();
        this.activeRows = IntStream.range(0, gram.size()).toArray();
    }

    /**
     * Makes steps until the optimum is near, or the work is done. Variables at a bound that no step would move are left
     * out (shrinking), and examined again once the others are near their optimum.
     *
     * @param most the most variables that all steps may examine in total
     * @return whether the optimum is near
     * @throws CancellationException if the thread is interrupted
     */
    boolean run(long most) {
        optimal = false;
        int patience = Math.min(beta.length, SHRINKING);
        long step = 0;
        for (long work = 0; work < most && !optimal; work += active.length) {
            if (step % PATIENCE == 0 && Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the training was interrupted");
            }
            int growing = growing();
            if (step % patience == patience - 1) {
                shrink();
            }
            step++;
            if (largest - smallest > TOLERANCE) {
                move(growing, shrinking(growing));
            } else if (active.length < beta.length) {
                work += restore();
            } else {
                optimal = true;
            }
        }
        restore();
        growing();
        return optimal;
    }

    /** Leaves out variables at a bound whose gradient lies beyond that of every possible partner. */
    private void shrink() {
        active = Arrays.stream(active).filter(t -> !isStuck(t)).toArray();
        activeRows = Arrays.stream(active).map(t -> row[t]).distinct().toArray();
    }

    private boolean isStuck(int t) {
        double g = gradient(t);
        return beta[t] == high[t] ? g > largest : beta[t] == low[t] && g < smallest;
    }

    /** Makes all variables active again, and computes the sums of rows that were left out. Returns the work. */
    private long restore() {
        if (active.length == beta.length) {
            return 0;
        }
        boolean[] known = new boolean[sums.length];
        for (int s : activeRows) {
            known[s] = true;
        }
        int[] unknown = IntStream.range(0, sums.length).filter(s -> !known[s]).toArray();
        for (int s : unknown) {
            sums[s] = 0;
        }
        long work = 0;
        for (int t = 0; t < beta.length; t++) {
            if (beta[t] != 0) {
                float[] k = gram.row(row[t]);
                for (int s : unknown) {
                    sums[s] += beta[t] * k[s];
                }
                work += unknown.length;
            }
        }
        active = IntStream.range(0, beta.length).toArray();
        activeRows = IntStream.range(0, sums.length).toArray();
        return work;
    }

    private double gradient(int t) {
        return q[t] - sums[row[t]];
    }

    private int growing() {
        int i = -1;
        largest = Double.NEGATIVE_INFINITY;
        smallest = Double.POSITIVE_INFINITY;
        for (int t : active) {
            double g = gradient(t);
            if (g > largest && beta[t] < high[t]) {
                largest = g;
                i = t;
            }
            if (g < smallest && beta[t] > low[t]) {
                smallest = g;
            }
        }
        return i;
    }

    private int shrinking(int i) {
        float[] k = gram.row(row[i]);
        double ofI = gram.diagonal(row[i]);
        int j = -1;
        double best = 0;
        for (int t : active) {
            double gap = largest - gradient(t);
            if (gap > 0 && beta[t] > low[t]) {
                double curvature = curvature(ofI, gram.diagonal(row[t]), k[row[t]]);
                if (gap * gap > best * curvature) {
                    best = gap * gap / curvature;
                    j = t;
                }
            }
        }
        return j;
    }

    private static double curvature(double ofI, double ofJ, double between) {
        double curvature = ofI + ofJ - 2 * between;
        return curvature > 0 ? curvature : TINY;
    }

    private void move(int i, int j) {
        float[] ofI = gram.row(row[i]);
        float[] ofJ = gram.row(row[j]);
        double room = Math.min(high[i] - beta[i], beta[j] - low[j]);
        double curvature = curvature(gram.diagonal(row[i]), gram.diagonal(row[j]), ofI[row[j]]);
        double step = Math.min((largest - gradient(j)) / curvature, room);
        beta[i] = step == high[i] - beta[i] ? high[i] : beta[i] + step;
        beta[j] = step == beta[j] - low[j] ? low[j] : beta[j] - step;
        for (int s : activeRows) {
            sums[s] += step * (ofI[s] - ofJ[s]);
        }
    }

    double beta(int variable) {
        return beta[variable];
    }

    /** Σ β k for each row of the matrix. */
    double[] sums() {
        return sums;
    }

    /** ½ β'Kβ + Σ high max(0, g - b) - low max(0, b - g): what these β cost if the bounds are these. */
    double objective(double[] lowest, double[] highest) {
        double b = intercept();
        double objective = 0;
        for (int t = 0; t < beta.length; t++) {
            double gap = gradient(t) - b;
            objective += beta[t] * sums[row[t]] / 2 + (gap > 0 ? highest[t] : lowest[t]) * gap;
        }
        return objective;
    }

    /**
     * b of f = Σ β k + b. Near the optimum, where β is free, g = b; if none is, b is between those that may grow and
     * those that may shrink. Far from it the free ones do not agree, and b is what costs least for these β.
     */
    double intercept() {
        if (!optimal) {
            return cheapest();
        }
        double sum = 0;
        int free = 0;
        for (int t = 0; t < beta.length; t++) {
            if (beta[t] > low[t] && beta[t] < high[t]) {
                sum += gradient(t);
                free++;
            }
        }
        return free > 0 ? sum / free : (largest + smallest) / 2;
    }

    /**
     * The b with the least Σ high max(0, g - b) - low max(0, b - g): its slope is -Σ high at first, and rises by high -
     * low at each g.
     */
    private double cheapest() {
        int[] byGradient = IntStream.range(0, beta.length)
                .boxed()
                .sorted(Comparator.comparingDouble(this::gradient))
                .mapToInt(Integer::intValue)
                .toArray();
        double slope = -Arrays.stream(high).sum();
        for (int t : byGradient) {
            slope += high[t] - low[t];
            if (slope >= 0) {
                return gradient(t);
            }
        }
        return (largest + smallest) / 2;
    }
}

package dev.retune.learner.smile;

import java.util.concurrent.CancellationException;

/**
 * Sequential minimal optimization (Platt 1998): finds the β that make Σ q_t β_t - ½ Σ β_s β_t k(s, t) large, where Σ β = 0 and each β_t
 * lies from low_t to high_t. Each step moves the pair of the largest gain by the second order (Fan, Chen and Lin 2005, WSS 2): with
 * the gradients g = q - Kβ, the i that may grow with the largest g_i, and the j that may shrink with the largest
 * (g_i - g_j)² / (k(i, i) + k(j, j) - 2 k(i, j)).
 */
final class Smo {

    /** Of the largest violation of the optimality conditions. */
    private static final double TOLERANCE = 1e-3;

    /** In place of a curvature that is not positive. */
    private static final double TINY = 1e-12;

    /** The flag of the thread is looked at after so many steps. */
    private static final int PATIENCE = 256;

    private final Gram gram;
    private final int[] row;
    private final double[] q;
    private final double[] low;
    private final double[] high;
    private final double[] beta;
    private final double[] sums; // Kβ
    private double largest; // g of those that may grow
    private double smallest; // g of those that may shrink

    /**
     * Begins at β = 0.
     *
     * @param row of each variable in the matrix
     */
    Smo(Gram gram, int[] row, double[] q, double[] low, double[] high) {
        this.gram = gram;
        this.row = row;
        this.q = q;
        this.low = low;
        this.high = high;
        this.beta = new double[q.length];
        this.sums = new double[gram.size()];
    }

    /**
     * Makes steps until the optimum is near, but not more than these.
     *
     * @throws CancellationException if the thread is interrupted
     */
    void run(long most) {
        for (long step = 0; step < most; step++) {
            if (step % PATIENCE == 0 && Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the training was interrupted");
            }
            int growing = growing();
            if (!(largest - smallest > TOLERANCE)) {
                return;
            }
            move(growing, shrinking(growing));
        }
        growing();
    }

    private double gradient(int t) {
        return q[t] - sums[row[t]];
    }

    private int growing() {
        int i = -1;
        largest = Double.NEGATIVE_INFINITY;
        smallest = Double.POSITIVE_INFINITY;
        for (int t = 0; t < beta.length; t++) {
            double g = gradient(t);
            if (beta[t] < high[t] && g > largest) {
                largest = g;
                i = t;
            }
            if (beta[t] > low[t] && g < smallest) {
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
        for (int t = 0; t < beta.length; t++) {
            double gap = largest - gradient(t);
            if (gap > 0 && beta[t] > low[t]) {
                double gain = gap * gap / curvature(ofI, gram.diagonal(row[t]), k[row[t]]);
                if (gain > best) {
                    best = gain;
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
        for (int s = 0; s < sums.length; s++) {
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

    /** b of f = Σ β k + b: where β is free, g = b; if none is, b is between those that may grow and those that may shrink. */
    double intercept() {
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
}

package dev.retune.strategy.evolution;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The probabilities of the values of an unordered choice. They follow the better half of each generation, and each
 * keeps a minimum (Hamano et al. 2024, "CatCMA", arXiv 2405.09962, section 4.3).
 */
final class CategoricalDistribution {

    /** The learning rate of the probabilities. */
    private static final double RATE = 0.25;

    private final double[] q;

    CategoricalDistribution(int size) {
        q = new double[size];
        Arrays.fill(q, 1.0 / size);
    }

    int draw(RandomGenerator random) {
        double u = random.nextDouble();
        int k = 0;
        while (k < q.length - 1 && u >= q[k]) {
            u -= q[k++];
        }
        return k;
    }

    /**
     * Learns from a generation.
     *
     * @param best the values of the better half, the best first; -1 where the parameter is inactive
     * @param weights their weights, with the sum 1
     * @param choices the number of such choices in the space
     */
    void update(int[] best, double[] weights, int choices) {
        double[] step = new double[q.length];
        for (int i = 0; i < best.length; i++) {
            if (best[i] >= 0) {
                for (int k = 0; k < q.length; k++) {
                    step[k] += weights[i] * ((k == best[i] ? 1 : 0) - q[k]);
                }
            }
        }
        double margin = (1 - Math.pow(0.73, 1.0 / choices)) / (q.length - 1);
        double above = 0;
        for (int k = 0; k < q.length; k++) {
            q[k] = Math.max(q[k] + RATE * step[k], margin);
            above += q[k] - margin;
        }
        double room = 1 - q.length * margin; // all above the margin shrink proportionally, until the sum is 1
        for (int k = 0; k < q.length; k++) {
            q[k] = margin + (above > 0 ? (q[k] - margin) * room / above : room / q.length);
        }
    }
}

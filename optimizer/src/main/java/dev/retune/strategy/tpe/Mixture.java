package dev.retune.strategy.tpe;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * A density over a space, conditions included: a weighted sum of product kernels around observations, and the uniform
 * distribution with the weight of one observation. A kernel is a distribution over whole configurations: parents are
 * drawn first, and a parameter that is inactive at the observation is uniform where it is active.
 */
final class Mixture {

    /** Terms smaller than the largest by e^-30 are lost in rounding. */
    private static final double NEGLIGIBLE = -30;

    private final Axes axes;
    private final Kernels[] kernels;
    private final double[] cumulative; // the weights' running total
    private final double total;
    private final double[] logWeights;
    private final double logUniformWeight;
    private final double[] logs;

    /**
     * @param rows coordinates of the observations
     * @param weights the number of observations that each represents
     * @param narrowing the ratio of the kernels' standard deviation to that of the observations on each axis
     */
    Mixture(Axes axes, List<double[]> rows, double[] weights, double narrowing) {
        this.axes = axes;
        int n = rows.size();
        int d = axes.count();
        kernels = new Kernels[d];
        for (int j = 0; j < d; j++) {
            double[] centres = new double[n];
            for (int i = 0; i < n; i++) {
                centres[i] = rows.get(i)[j];
            }
            kernels[j] = axes.axis(j).kernels(centres, weights, narrowing);
        }
        cumulative = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weights[i];
            cumulative[i] = sum;
        }
        total = sum + 1;
        logWeights = DoubleStream.of(weights).map(w -> Math.log(w / total)).toArray();
        logUniformWeight = -Math.log(total);
        logs = new double[n];
    }

    double[] draw(RandomGenerator random) {
        double u = random.nextDouble() * total;
        int i = 0;
        while (i < cumulative.length && cumulative[i] <= u) {
            i++;
        }
        double[] row = new double[kernels.length];
        for (int j = 0; j < row.length; j++) {
            if (!axes.isActive(j, row)) {
                row[j] = Double.NaN;
            } else if (i < cumulative.length) {
                row[j] = kernels[j].draw(i, random);
            } else {
                row[j] = axes.axis(j).draw(random);
            }
        }
        return row;
    }

    double logDensity(double[] row) {
        System.arraycopy(logWeights, 0, logs, 0, logs.length);
        double uniform = logUniformWeight;
        for (int j = 0; j < row.length; j++) {
            if (!Double.isNaN(row[j])) {
                kernels[j].addLog(row[j], logs);
                uniform += axes.axis(j).logUniform(row[j]);
            }
        }
        double largest = uniform;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        double sum = Math.exp(uniform - largest);
        for (double log : logs) {
            if (log - largest > NEGLIGIBLE) {
                sum += Math.exp(log - largest);
            }
        }
        return largest + Math.log(sum);
    }
}

package dev.retune.strategy.gp;

import dev.retune.internal.numerics.Normal;

/**
 * The probability that a constraint is satisfied that is known only after the trial: Φ(z) with z = (c* − μ)/σ (Gardner
 * et al. 2014, "Bayesian optimization with inequality constraints", equation 6).
 *
 * @param posterior of the constraint's targets
 * @param limit c*, the target of 0: larger targets violate the constraint
 */
record Feasibility(Posterior posterior, double limit) {

    /** log Φ(z) at points by {@link Features}, added to {@code sums}. */
    void addLogs(double[][] rows, double[] sums) {
        double[][] prediction = posterior.predict(rows);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += Normal.logCumulative((limit - prediction[0][i]) / Math.sqrt(prediction[1][i]));
        }
    }

    /** log Φ(z) at a point; its gradient by the columns is added to {@code gradient}. */
    double addGradient(double[] row, double[] gradient) {
        Posterior.Gradient p = posterior.gradient(row);
        double sigma = Math.sqrt(p.variance());
        double z = (limit - p.mean()) / sigma;
        double log = Normal.logCumulative(z);
        // d log Φ = (φ/Φ) dz,  dz = −dμ/σ − z dσ²/2σ²
        double slope = Math.exp(Normal.logDensity(z) - log);
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] -= slope * (p.byMean()[c] / sigma + z * p.byVariance()[c] / (2 * p.variance()));
        }
        return log;
    }
}

package dev.retune.strategy.gp;

import dev.retune.internal.numerics.LogEi;

import java.util.Arrays;
import java.util.List;

/**
 * The logarithm of expected improvement (Ament et al. 2023, arXiv 2310.20708, equation 8): with z = (f* − μ)/σ, log EI
 * = log σ + log h(z), h(z) = φ(z) + zΦ(z). Its gradient is informative even where expected improvement underflows to 0.
 * Constraints that are known only after the trial add the logarithm of the probability that they are satisfied; while
 * no feasible trial is known, only that counts.
 */
final class Acquisition {

    private final Posterior posterior;
    private final double incumbent;
    private final List<Feasibility> constraints;

    Acquisition(Posterior posterior, double incumbent) {
        this(posterior, incumbent, List.of());
    }

    /** @param incumbent f*, the target to improve on; infinite where there is none */
    Acquisition(Posterior posterior, double incumbent, List<Feasibility> constraints) {
        this.posterior = posterior;
        this.incumbent = incumbent;
        this.constraints = constraints;
    }

    private boolean improves() {
        return incumbent < Double.POSITIVE_INFINITY;
    }

    /** The approximate number of operations per point. */
    double work() {
        return posterior.work()
                + constraints.stream().mapToDouble(c -> c.posterior().work()).sum();
    }

    /** The values at points by {@link Features}. */
    double[] values(double[][] rows) {
        double[] values = new double[rows.length];
        if (improves()) {
            double[][] prediction = posterior.predict(rows);
            for (int i = 0; i < values.length; i++) {
                double sigma = Math.sqrt(prediction[1][i]);
                values[i] = Math.log(sigma) + LogEi.logH((incumbent - prediction[0][i]) / sigma);
            }
        }
        constraints.forEach(c -> c.addLogs(rows, values));
        return values;
    }

    /** The value at a point; its gradient by the columns goes into {@code gradient}. */
    double valueAndGradient(double[] row, double[] gradient) {
        Arrays.fill(gradient, 0);
        double value = 0;
        if (improves()) {
            Posterior.Gradient p = posterior.gradient(row);
            double sigma = Math.sqrt(p.variance());
            double z = (incumbent - p.mean()) / sigma;
            // d log EI = dσ/σ + (Φ/h) dz,  dz = −dμ/σ − z dσ/σ,  dσ = dσ²/2σ
            double slope = LogEi.slope(z);
            double byMean = -slope / sigma;
            double byVariance = (1 - slope * z) / (2 * p.variance());
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] = byMean * p.byMean()[c] + byVariance * p.byVariance()[c];
            }
            value = Math.log(sigma) + LogEi.logH(z);
        }
        for (Feasibility constraint : constraints) {
            value += constraint.addGradient(row, gradient);
        }
        return value;
    }
}

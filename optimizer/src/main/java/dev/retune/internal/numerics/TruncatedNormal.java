package dev.retune.internal.numerics;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.util.Pair;

/**
 * The standard normal distribution truncated to an interval [a, b], which may lie in a far tail, be tiny or unbounded.
 *
 * <p>For N(μ, σ²) on [low, high] pass a = (low - μ)/σ and b = (high - μ)/σ: the log mass stays as it is, the log
 * density loses log σ, and a sample becomes μ + σz.
 */
public final class TruncatedNormal {

    private static final double INVERSE_SQRT_TWO = 0.707106781186547524400844362105;

    /** Gauss-Legendre nodes and weights on [-1, 1]. */
    private static final Pair<double[], double[]> RULE = rule();

    private TruncatedNormal() {}

    /**
     * log(Φ(b) - Φ(a)), the logarithm of the mass between a and b.
     *
     * @return {@code -∞} where a = b
     * @throws IllegalArgumentException unless a ≤ b
     */
    public static double logMass(double a, double b) {
        requireOrdered(a, b);
        double half = 0.5 * (b - a);
        double middle = a + half;
        if (half * Math.max(1, Math.abs(middle)) < 0.25) {
            return Normal.logDensity(middle) + Math.log(2 * half * relativeMassOfNarrow(middle, half));
        }
        if (a > 0) {
            return logMassBelowZero(-b, -a);
        }
        if (b < 0) {
            return logMassBelowZero(a, b);
        }
        return Math.log1p(-(Normal.cumulative(a) + Normal.cumulative(-b)));
    }

    /**
     * The log density at z.
     *
     * @return {@code -∞} outside [a, b]
     * @throws IllegalArgumentException unless a ≤ b
     */
    public static double logDensity(double z, double a, double b) {
        return z >= a && z <= b ? Normal.logDensity(z) - logMass(a, b) : Double.NEGATIVE_INFINITY;
    }

    /**
     * The quantile of u: with a uniform u, a sample by inversion. It grows with u, from a at 0 to b at 1.
     *
     * @param u in [0, 1]
     * @throws IllegalArgumentException unless a ≤ b
     */
    public static double quantile(double u, double a, double b) {
        requireOrdered(a, b);
        double z = a > -b ? -quantileOfLower(1 - u, u, -b, -a) : quantileOfLower(u, 1 - u, a, b);
        return Math.min(Math.max(z, a), b);
    }

    /**
     * The mean.
     *
     * @throws IllegalArgumentException unless a ≤ b
     */
    public static double mean(double a, double b) {
        return moments(a, b)[0];
    }

    /**
     * The variance.
     *
     * @throws IllegalArgumentException unless a ≤ b
     */
    public static double variance(double a, double b) {
        return moments(a, b)[1];
    }

    /**
     * (Φ(m + h) - Φ(m - h)) / (2h φ(m)) = Σ h²ᵏ He₂ₖ(m) / (2k + 1)!, for h max(1, |m|) &lt; ¼; the difference of two
     * values of Φ would cancel here.
     */
    private static double relativeMassOfNarrow(double m, double h) {
        // scaled Hermite polynomials p_n = hⁿ Heₙ(m) / (n + 1)!, by He_{n+1} = m He_n - n He_{n-1}
        double hm = h * m;
        double hh = h * h;
        double before = 1;
        double current = 0.5 * hm;
        double sum = 1;
        for (int n = 1; n < 13; n += 2) {
            double even = (hm * current - hh * n * before / (n + 1)) / (n + 2);
            double odd = (hm * even - hh * (n + 1) * current / (n + 2)) / (n + 3);
            sum += even;
            before = even;
            current = odd;
        }
        return sum;
    }

    /** For a &lt; b ≤ 0: Φ(b) - Φ(a) = e^(-b²/2) (erfcx(-b/√2) - e^((b²-a²)/2) erfcx(-a/√2)) / 2. */
    private static double logMassBelowZero(double a, double b) {
        double lower = a == Double.NEGATIVE_INFINITY
                ? 0
                : Math.exp(0.5 * (b - a) * (b + a)) * Normal.erfcx(-a * INVERSE_SQRT_TWO);
        return -0.5 * b * b + Math.log(0.5 * (Normal.erfcx(-b * INVERSE_SQRT_TWO) - lower));
    }

    /** For an interval that reaches further down than up, so that the lower tail has the digits; v = 1 - u. */
    private static double quantileOfLower(double u, double v, double a, double b) {
        if (b > -37) {
            double low = Normal.cumulative(a);
            if (b <= 0) {
                return Normal.inverse(u * Normal.cumulative(b) + v * low);
            }
            double high = Normal.cumulative(-b);
            double mass = 1 - low - high;
            double p = low + u * mass;
            return p <= 0.5 ? Normal.inverse(p) : -Normal.inverse(high + v * mass);
        }
        double logHigh = Normal.logCumulative(b);
        if (logHigh == Double.NEGATIVE_INFINITY) {
            return b;
        }
        double ratio = Math.exp(Normal.logCumulative(a) - logHigh);
        return Normal.inverseOfLog(Math.min(0, logHigh + Math.log(u + v * ratio)));
    }

    /** Mean and variance, by quadrature about the mode: closed forms cancel in the tails. */
    private static double[] moments(double a, double b) {
        requireOrdered(a, b);
        if (b < 0) {
            double[] mirrored = moments(-b, -a);
            return new double[] {-mirrored[0], mirrored[1]};
        }
        double mode = Math.max(a, 0);
        double reach = 90 / (mode + Math.sqrt(mode * mode + 90)); // φ has fallen by e^-45 there
        double from = Math.max(a - mode, -reach);
        double to = Math.min(b - mode, reach);
        double half = 0.5 * (to - from);
        double m0 = 0;
        double m1 = 0;
        double m2 = 0;
        for (int i = 0; i < RULE.getFirst().length; i++) {
            double t = from + half * (1 + RULE.getFirst()[i]);
            double w = RULE.getSecond()[i] * Math.exp(-t * (mode + 0.5 * t));
            m0 += w;
            m1 += w * t;
            m2 += w * t * t;
        }
        double shift = m1 / m0;
        return new double[] {mode + shift, m2 / m0 - shift * shift};
    }

    private static Pair<double[], double[]> rule() {
        var legendre = new GaussIntegratorFactory().legendre(80);
        double[] nodes = new double[legendre.getNumberOfPoints()];
        double[] weights = new double[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = legendre.getPoint(i);
            weights[i] = legendre.getWeight(i);
        }
        return new Pair<>(nodes, weights);
    }

    private static void requireOrdered(double a, double b) {
        if (!(a <= b)) {
            throw new IllegalArgumentException("Interval [" + a + ", " + b + "] is empty: it needs a <= b");
        }
    }
}

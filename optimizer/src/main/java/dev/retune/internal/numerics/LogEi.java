package dev.retune.internal.numerics;

/**
 * The special function of log expected improvement: log h(z) with h(z) = φ(z) + zΦ(z) (Ament et al. 2023, "Unexpected
 * improvements to expected improvement", equation 8). With z = (f* - μ)/σ, log EI = log σ + log h(z).
 *
 * <p>Both methods are relatively accurate to about 1e-14 for |z| &lt; 1e150.
 */
public final class LogEi {

    /** Below it the continued fraction, above it the closed form: both are exact to some 1e-14 here. */
    private static final double FAR = -3;

    /** The zero of log h, as a sum of two doubles. */
    private static final double ROOT = 0.8994715612537435;

    private static final double ROOT_REST = 4.8403423274293684e-17;

    private LogEi() {}

    /** log h(z). */
    public static double logH(double z) {
        if (z > -1) {
            double d = z - ROOT;
            return Math.abs(d) < 0.03 ? aroundRoot(d - ROOT_REST) : Math.log(h(z));
        }
        if (z > FAR) {
            return Normal.logDensity(z) + Math.log1p(z * millsRatio(-z));
        }
        return Normal.logDensity(z) - Math.log1p(-z * slopeFarOut(-z));
    }

    /** d/dz log h(z) = Φ(z) / h(z): near -z for very negative z, near 1/z for large z, positive everywhere. */
    public static double slope(double z) {
        if (z > -1) {
            return Normal.cumulative(z) / h(z);
        }
        if (z > FAR) {
            double ratio = millsRatio(-z);
            return ratio / (1 + z * ratio);
        }
        return slopeFarOut(-z);
    }

    private static double h(double z) {
        return Normal.density(z) + z * Normal.cumulative(z);
    }

    /** Φ(-x)/φ(x). */
    private static double millsRatio(double x) {
        return 1.2533141373155002512 * Normal.erfcx(x * 0.707106781186547524400844362105);
    }

    /**
     * Φ(-x)/h(-x) for x ≥ 3. Laplace's continued fraction of the Mills ratio is 1/(x + K), K = 1/(x + 2/(x + 3/(x +
     * …))), hence h(-x)/φ(x) = 1 - x/(x + K) = K/(x + K) and Φ(-x)/h(-x) = 1/K: all terms positive, so nothing cancels.
     */
    private static double slopeFarOut(double x) {
        int depth = 10 + (int) (400 / (x * x));
        double fraction = x;
        for (int k = depth; k > 1; k--) {
            fraction = x + k / fraction;
        }
        return fraction;
    }

    /** The Taylor series of log h at its zero, where the logarithm of a rounded h would keep few digits. */
    private static double aroundRoot(double d) {
        double sum = 3.0146360729745964209e-5;
        sum = sum * d - 8.2695656210222037126e-6;
        sum = sum * d - 6.9477717713330322102e-4;
        sum = sum * d - 5.6572463153426120404e-4;
        sum = sum * d + 3.2483171816464039082e-2;
        sum = sum * d - 1.9965829722334990427e-1;
        sum = sum * d + 8.1579923146199237988e-1;
        return sum * d;
    }
}

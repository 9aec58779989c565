package dev.retune.internal.numerics;

/**
 * The standard normal distribution, accurate to a few units in the last place far into the tails.
 *
 * <p>Symbols: φ is the density, Φ the cumulative distribution function.
 */
public final class Normal {

    /** ½ log 2π, what {@code -z²/2} lacks of the log density. */
    public static final double HALF_LOG_TWO_PI = 0.918938533204672741780329736406;

    private static final double INVERSE_SQRT_TWO_PI = 0.398942280401432677939946059934;
    private static final double INVERSE_SQRT_TWO = 0.707106781186547524400844362105;
    private static final double INVERSE_SQRT_PI = 0.564189583547756286948079451561;
    private static final double LOG_TWO = 0.693147180559945309417232121458;

    private Normal() {}

    /** φ(z). */
    public static double density(double z) {
        return INVERSE_SQRT_TWO_PI * expOfMinusHalfSquare(z);
    }

    /** log φ(z); {@code -∞} where z² overflows. */
    public static double logDensity(double z) {
        return -0.5 * z * z - HALF_LOG_TWO_PI;
    }

    /** Φ(z), relatively accurate while it is a normal number, that is for z &gt; -37.5. */
    public static double cumulative(double z) {
        if (z > 0) {
            return 1 - cumulative(-z);
        }
        if (z > -40) {
            return 0.5 * expOfMinusHalfSquare(z) * erfcx(-z * INVERSE_SQRT_TWO);
        }
        return Double.isNaN(z) ? z : 0;
    }

    /** log Φ(z), relatively accurate for every z; {@code -∞} where z² overflows. */
    public static double logCumulative(double z) {
        if (z > 0) {
            return Math.log1p(-cumulative(-z));
        }
        if (z == Double.NEGATIVE_INFINITY) {
            return z;
        }
        return -0.5 * z * z + Math.log(0.5 * erfcx(-z * INVERSE_SQRT_TWO));
    }

    /**
     * The z with Φ(z) = p: Wichura's algorithm AS 241 (1988), full double precision.
     *
     * @param p a probability; 0 gives {@code -∞}, 1 gives {@code ∞}, what lies outside [0, 1] gives NaN
     */
    public static double inverse(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            return central(q);
        }
        if (!(p >= 0 && p <= 1)) {
            return Double.NaN;
        }
        return q < 0 ? inverseInTail(Math.log(p)) : -inverseInTail(Math.log(1 - p));
    }

    /**
     * The z with log Φ(z) = logP, for probabilities that underflow, or that are too near to 1 to be told from it.
     *
     * @param logP the logarithm of a probability; {@code -∞} gives {@code -∞}, 0 gives {@code ∞}, above 0 gives NaN
     */
    public static double inverseOfLog(double logP) {
        if (!(logP <= 0)) {
            return Double.NaN;
        }
        if (logP > -LOG_TWO) {
            double upper = -Math.expm1(logP);
            return upper < 0.075 ? -inverseInTail(Math.log(upper)) : central(0.5 - upper);
        }
        return logP > -2.5 ? central(Math.exp(logP) - 0.5) : inverseInTail(logP);
    }

    /**
     * The scaled complementary error function exp(x²) erfc(x), by the rational approximations of Cody (1969), "Rational
     * Chebyshev approximations for the error function".
     */
    public static double erfcx(double x) {
        if (x < 0.46875) {
            double square = x * x;
            return x < -0.46875 ? 2 * Math.exp(square) - erfcx(-x) : Math.exp(square) * (1 - erfNearZero(x, square));
        }
        if (x <= 4) {
            double numerator = 2.15311535474403846e-8;
            numerator = numerator * x + 5.64188496988670089e-1;
            numerator = numerator * x + 8.88314979438837594;
            numerator = numerator * x + 6.61191906371416295e1;
            numerator = numerator * x + 2.98635138197400131e2;
            numerator = numerator * x + 8.81952221241769090e2;
            numerator = numerator * x + 1.71204761263407058e3;
            numerator = numerator * x + 2.05107837782607147e3;
            numerator = numerator * x + 1.23033935479799725e3;
            double denominator = x + 1.57449261107098347e1;
            denominator = denominator * x + 1.17693950891312499e2;
            denominator = denominator * x + 5.37181101862009858e2;
            denominator = denominator * x + 1.62138957456669019e3;
            denominator = denominator * x + 3.29079923573345963e3;
            denominator = denominator * x + 4.36261909014324716e3;
            denominator = denominator * x + 3.43936767414372164e3;
            denominator = denominator * x + 1.23033935480374942e3;
            return numerator / denominator;
        }
        double s = 1 / (x * x);
        double numerator = 1.63153871373020978e-2;
        numerator = numerator * s + 3.05326634961232344e-1;
        numerator = numerator * s + 3.60344899949804439e-1;
        numerator = numerator * s + 1.25781726111229246e-1;
        numerator = numerator * s + 1.60837851487422766e-2;
        numerator = numerator * s + 6.58749161529837803e-4;
        double denominator = s + 2.56852019228982242;
        denominator = denominator * s + 1.87295284992346047;
        denominator = denominator * s + 5.27905102951428412e-1;
        denominator = denominator * s + 6.05183413124413191e-2;
        denominator = denominator * s + 2.33520497626869185e-3;
        return (INVERSE_SQRT_PI - s * numerator / denominator) / x;
    }

    /** log(1 - exp(x)) for x &lt; 0, without cancellation (Mächler 2012). */
    public static double log1mexp(double x) {
        return x > -LOG_TWO ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    /**
     * exp(-z²/2) with z² split into an exact part and a small one, since rounding z² costs z²/2 units in the last
     * place.
     */
    private static double expOfMinusHalfSquare(double z) {
        if (Math.abs(z) > 40) {
            return 0;
        }
        double coarse = Math.rint(z * 16) * 0.0625;
        return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (z - coarse) * (z + coarse));
    }

    private static double erfNearZero(double x, double square) {
        double numerator = 1.85777706184603153e-1;
        numerator = numerator * square + 3.16112374387056560;
        numerator = numerator * square + 1.13864154151050156e2;
        numerator = numerator * square + 3.77485237685302021e2;
        numerator = numerator * square + 3.20937758913846947e3;
        double denominator = square + 2.36012909523441209e1;
        denominator = denominator * square + 2.44024637934444173e2;
        denominator = denominator * square + 1.28261652607737228e3;
        denominator = denominator * square + 2.84423683343917062e3;
        return x * numerator / denominator;
    }

    /** AS 241 for |q| = |p - ½| ≤ 0.425. */
    private static double central(double q) {
        double r = 0.180625 - q * q;
        double numerator = 2.5090809287301226727e3;
        numerator = numerator * r + 3.3430575583588128105e4;
        numerator = numerator * r + 6.7265770927008700853e4;
        numerator = numerator * r + 4.5921953931549871457e4;
        numerator = numerator * r + 1.3731693765509461125e4;
        numerator = numerator * r + 1.9715909503065514427e3;
        numerator = numerator * r + 1.3314166789178437745e2;
        numerator = numerator * r + 3.3871328727963666080;
        double denominator = 5.2264952788528545610e3;
        denominator = denominator * r + 2.8729085735721942674e4;
        denominator = denominator * r + 3.9307895800092710610e4;
        denominator = denominator * r + 2.1213794301586595867e4;
        denominator = denominator * r + 5.3941960214247511077e3;
        denominator = denominator * r + 6.8718700749205790830e2;
        denominator = denominator * r + 4.2313330701600911252e1;
        denominator = denominator * r + 1;
        return q * numerator / denominator;
    }

    /** The negative z with log Φ(z) = logP, for logP ≤ log 0.075. */
    private static double inverseInTail(double logP) {
        double r = Math.sqrt(-logP);
        if (r <= 5) {
            r -= 1.6;
            double numerator = 7.74545014278341407640e-4;
            numerator = numerator * r + 2.27238449892691845833e-2;
            numerator = numerator * r + 2.41780725177450611770e-1;
            numerator = numerator * r + 1.27045825245236838258;
            numerator = numerator * r + 3.64784832476320460504;
            numerator = numerator * r + 5.76949722146069140550;
            numerator = numerator * r + 4.63033784615654529590;
            numerator = numerator * r + 1.42343711074968357734;
            double denominator = 1.05075007164441684324e-9;
            denominator = denominator * r + 5.47593808499534494600e-4;
            denominator = denominator * r + 1.51986665636164571966e-2;
            denominator = denominator * r + 1.48103976427480074590e-1;
            denominator = denominator * r + 6.89767334985100004550e-1;
            denominator = denominator * r + 1.67638483018380384940;
            denominator = denominator * r + 2.05319162663775882187;
            denominator = denominator * r + 1;
            return -numerator / denominator;
        }
        if (r <= 27) {
            r -= 5;
            double numerator = 2.01033439929228813265e-7;
            numerator = numerator * r + 2.71155556874348757815e-5;
            numerator = numerator * r + 1.24266094738807843860e-3;
            numerator = numerator * r + 2.65321895265761230930e-2;
            numerator = numerator * r + 2.96560571828504891230e-1;
            numerator = numerator * r + 1.78482653991729133580;
            numerator = numerator * r + 5.46378491116411436990;
            numerator = numerator * r + 6.65790464350110377720;
            double denominator = 2.04426310338993978564e-15;
            denominator = denominator * r + 1.42151175831644588870e-7;
            denominator = denominator * r + 1.84631831751005468180e-5;
            denominator = denominator * r + 7.86869131145613259100e-4;
            denominator = denominator * r + 1.48753612908506148525e-2;
            denominator = denominator * r + 1.36929880922735805310e-1;
            denominator = denominator * r + 5.99832206555887937690e-1;
            denominator = denominator * r + 1;
            return -numerator / denominator;
        }
        return inverseFarOut(logP);
    }

    /**
     * Where the approximation ends: the fixed point of z² = -2 logP - 2 log(2 / erfcx(-z/√2)), a contraction by 1/z².
     */
    private static double inverseFarOut(double logP) {
        double z = -Math.sqrt(-2 * logP);
        if (Double.isInfinite(z)) {
            return logP == Double.NEGATIVE_INFINITY ? logP : -Math.sqrt(2) * Math.sqrt(-logP);
        }
        for (int i = 0; i < 5; i++) {
            z = -Math.sqrt(-2 * (logP - Math.log(0.5 * erfcx(-z * INVERSE_SQRT_TWO))));
        }
        return z;
    }
}

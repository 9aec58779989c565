package dev.retune.strategy.gp;

/**
 * The Kumaraswamy distribution function w(x) = 1 − (1 − xᵃ)ᵇ, which bends an axis so that the function varies evenly along it
 * (Snoek et al. 2014).
 */
final class Warp {

    /** Keeps derivatives finite at the faces of the cube. */
    private static final double EDGE = 1e-6;

    private Warp() {}

    private static double inside(double x) {
        return EDGE + (1 - 2 * EDGE) * x;
    }

    static double value(double x, double a, double b) {
        if (a == 1 && b == 1) {
            return x;
        }
        return -Math.expm1(b * Math.log1p(-Math.pow(inside(x), a)));
    }

    /** dw/dx */
    static double slope(double x, double a, double b) {
        if (a == 1 && b == 1) {
            return 1;
        }
        double u = inside(x);
        double p = Math.pow(u, a);
        return (1 - 2 * EDGE) * a * b * p / u * Math.pow(1 - p, b - 1);
    }

    /** dw/d ln a */
    static double byLogA(double x, double a, double b) {
        double u = inside(x);
        double p = Math.pow(u, a);
        return a * b * Math.pow(1 - p, b - 1) * p * Math.log(u);
    }

    /** dw/d ln b */
    static double byLogB(double x, double a, double b) {
        double q = Math.log1p(-Math.pow(inside(x), a));
        return -b * Math.exp(b * q) * q;
    }
}

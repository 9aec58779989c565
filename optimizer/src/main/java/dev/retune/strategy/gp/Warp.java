package dev.retune.strategy.gp;

/**
 * The Kumaraswamy distribution function w(x) = 1 − (1 − xᵃ)ᵇ, which bends an axis so that the function varies evenly along it
 * (Snoek et al. 2014).
 */
record Warp(double a, double b) {

    /** Keeps derivatives finite at the faces of the cube. */
    private static final double EDGE = 1e-6;

    /** Leaves an axis as it is. */
    static final Warp NONE = new Warp(1, 1);

    private static double inside(double x) {
        return EDGE + (1 - 2 * EDGE) * x;
    }

    private boolean isStraight() {
        return a == 1 && b == 1;
    }

    double value(double x) {
        return isStraight() ? x : -Math.expm1(b * Math.log1p(-Math.pow(inside(x), a)));
    }

    /** dw/dx */
    double slope(double x) {
        if (isStraight()) {
            return 1;
        }
        double u = inside(x);
        double p = Math.pow(u, a);
        return (1 - 2 * EDGE) * a * b * p / u * Math.pow(1 - p, b - 1);
    }

    /** The same points on one axis, to be bent again and again. */
    static final class Axis {

        private final double[] x;
        private final double[] u;
        private final double[] logU;

        Axis(double[] x) {
            this.x = x;
            u = new double[x.length];
            logU = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                u[i] = inside(x[i]);
                logU[i] = Math.log(u[i]);
            }
        }

        /** These points as they are; nothing is known of derivatives. */
        Bent straight() {
            return new Bent(NONE, x, new double[0], new double[0], logU);
        }

        /** These points under a warp: most of what they cost is pᵢ = uᵢᵃ and qᵢ = ln(1 − pᵢ), which the derivatives share. */
        Bent bent(Warp warp) {
            double[] values = new double[x.length];
            double[] p = new double[x.length];
            double[] q = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                p[i] = Math.pow(u[i], warp.a);
                q[i] = Math.log1p(-p[i]);
                values[i] = warp.isStraight() ? x[i] : -Math.expm1(warp.b * q[i]);
            }
            return new Bent(warp, values, p, q, logU);
        }
    }

    /**
     * Points on an axis, bent.
     *
     * @param values w(xᵢ)
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Bent(Warp warp, double[] values, double[] p, double[] q, double[] logU) {

        /** dw/d ln a at point i. */
        double byLogA(int i) {
            return warp.a * warp.b * Math.pow(1 - p[i], warp.b - 1) * p[i] * logU[i];
        }

        /** dw/d ln b at point i. */
        double byLogB(int i) {
            return -warp.b * Math.exp(warp.b * q[i]) * q[i];
        }
    }
}

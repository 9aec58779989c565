package dev.retune.strategy.gp;

import java.util.Arrays;

/**
 * The Kumaraswamy distribution function w(x) = 1 − (1 − xᵃ)ᵇ, which transforms an axis so that the function varies
 * evenly along it (Snoek et al. 2014).
 */
record Warp(double a, double b) {

    /** Keeps derivatives finite at the faces of the cube. */
    private static final double EDGE = 1e-6;

    /** The identity. */
    static final Warp NONE = new Warp(1, 1);

    private static double inside(double x) {
        return EDGE + (1 - 2 * EDGE) * x;
    }

    private boolean isStraight() {
        return a == 1 && b == 1;
    }

    double value(double x) {
        return isStraight() ? x : 1 - Math.exp(b * Math.log(1 - Math.exp(a * Math.log(inside(x)))));
    }

    /** dw/dx */
    double slope(double x) {
        if (isStraight()) {
            return 1;
        }
        double u = inside(x);
        double p = Math.exp(a * Math.log(u));
        return (1 - 2 * EDGE) * a * b * p / u * Math.exp((b - 1) * Math.log(1 - p));
    }

    /** Points on one axis, prepared for repeated warping. */
    static final class WarpedAxis {

        private final double[] x;
        private final double[] logU;

        WarpedAxis(double[] x) {
            this.x = x;
            logU = Arrays.stream(x).map(v -> Math.log(inside(v))).toArray();
        }

        /** These points without a warp, and without derivatives. */
        Bent straight() {
            return new Bent(x, new double[0], new double[0]);
        }

        /**
         * These points under a warp. Most of what they cost is p = uᵃ, q = ln(1 − p) and (1 − p)ᵇ, which the
         * derivatives share.
         */
        Bent bent(Warp warp) {
            int n = x.length;
            double[] values = new double[n];
            double[] byLogA = new double[n];
            double[] byLogB = new double[n];
            for (int i = 0; i < n; i++) {
                double p = Math.exp(warp.a * logU[i]);
                double q = Math.log(1 - p);
                double rest = Math.exp(warp.b * q);
                values[i] = warp.isStraight() ? x[i] : 1 - rest;
                byLogA[i] = warp.a * warp.b * rest / (1 - p) * p * logU[i];
                byLogB[i] = -warp.b * rest * q;
            }
            return new Bent(values, byLogA, byLogB);
        }
    }

    /**
     * Warped points on an axis.
     *
     * @param values w(xᵢ)
     * @param byLogA dw/d ln a
     * @param byLogB dw/d ln b
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Bent(double[] values, double[] byLogA, double[] byLogB) {}
}

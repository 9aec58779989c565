package dev.retune.learner.classical;

/** Arithmetic of numbers and rows of them. */
public final class Vectors {

    private Vectors() {}

    /** The nearest number from low to high. */
    public static double clamp(double x, double low, double high) {
        return Math.min(Math.max(x, low), high);
    }

    /** Σ w x over the columns of x. */
    public static double dot(double[] w, double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += w[j] * x[j];
        }
        return sum;
    }
}

package dev.retune.learner.classical;

/** Arithmetic of rows. */
public final class Vectors {

    private Vectors() {}

    /** Σ w x over the columns of x. */
    public static double dot(double[] w, double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += w[j] * x[j];
        }
        return sum;
    }
}

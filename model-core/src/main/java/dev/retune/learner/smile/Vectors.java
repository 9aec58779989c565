package dev.retune.learner.smile;

/** Arithmetic of rows. */
final class Vectors {

    private Vectors() {}

    /** Σ w x over the columns of x. */
    static double dot(double[] w, double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += w[j] * x[j];
        }
        return sum;
    }
}

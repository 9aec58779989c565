package dev.retune.learner.smile;

/** A function with derivatives. */
public interface SmoothFunction {

    /**
     * The value.
     *
     * @param gradient is overwritten with the derivatives there
     */
    double value(double[] at, double[] gradient);
}

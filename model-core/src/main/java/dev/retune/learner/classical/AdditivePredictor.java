package dev.retune.learner.classical;

/** A predictor that adds up parts, such as trees, always in the same order. */
public interface AdditivePredictor extends Predictor {

    /** How many parts it has. */
    int parts();

    /** The sums of no parts. */
    double[][] start(int rows);

    /** Adds the parts from {@code from} on. */
    void add(double[][] sums, double[][] x, int from);

    /** Predictions from the sums of all parts, which stay as they are. */
    double[][] finish(double[][] sums);

    @Override
    default double[][] predict(double[][] x) {
        double[][] sums = start(x.length);
        add(sums, x, 0);
        return finish(sums);
    }
}

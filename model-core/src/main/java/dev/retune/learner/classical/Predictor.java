package dev.retune.learner.classical;

import java.io.DataOutputStream;
import java.io.IOException;

/** A function that was learned. Immutable. Written as plain numbers: reading one makes no object but these. */
public interface Predictor {

    /** The probabilities of the classes in each row, or one number. */
    double[][] predict(double[][] x);

    /** Writes all but the kind. */
    void writeContent(DataOutputStream out) throws IOException;

    /** Which kind it is, as it is written. */
    String kind();

    default void write(DataOutputStream out) throws IOException {
        out.writeUTF(kind());
        writeContent(out);
    }
}

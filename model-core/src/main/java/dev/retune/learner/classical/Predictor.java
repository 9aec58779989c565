package dev.retune.learner.classical;

import java.io.DataOutputStream;
import java.io.IOException;

/** A learned function. Immutable. Written as plain numbers, never by Java serialization. */
public interface Predictor {

    /** The probabilities of the classes in each row, or one number. */
    double[][] predict(double[][] x);

    /** Writes everything but the kind. */
    void writeContent(DataOutputStream out) throws IOException;

    /** The kind, as it is written. */
    String kind();

    default void write(DataOutputStream out) throws IOException {
        out.writeUTF(kind());
        writeContent(out);
    }
}

package dev.retune.learner.classical;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * How the predictors of a learner are read.
 *
 * @param kind as {@link Predictor#kind} says
 */
public record PredictorFormat(String kind, Reader reader) {

    /** Reads what {@link Predictor#writeContent} wrote. */
    public interface Reader {
        Predictor read(DataInputStream in) throws IOException;
    }

    /** Reads what {@link Predictor#write} wrote. */
    public Predictor read(DataInputStream in) throws IOException {
        String found = in.readUTF();
        if (found.equals(Constant.KIND)) {
            return Constant.readContent(in);
        }
        if (!found.equals(kind)) {
            throw new IOException("the predictor is of kind '" + found + "', not '" + kind + "'");
        }
        return reader.read(in);
    }
}

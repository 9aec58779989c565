package dev.retune.learner.classical;

import dev.retune.learner.SealedBytes;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * How the predictors of a learner are read.
 *
 * @param kind as {@link Predictor#kind} says
 * @param reader of what {@link Predictor#writeContent} wrote
 */
public record PredictorFormat(String kind, SealedBytes.Reader<? extends Predictor> reader) {

    /** Reads what {@link Predictor#write} wrote. */
    public Predictor read(DataInputStream in) throws IOException {
        String found = in.readUTF();
        if (found.equals(ConstantPredictor.KIND)) {
            return ConstantPredictor.readContent(in);
        }
        if (!found.equals(kind)) {
            throw new IOException("the predictor is of kind '" + found + "', not '" + kind + "'");
        }
        return reader.read(in);
    }
}

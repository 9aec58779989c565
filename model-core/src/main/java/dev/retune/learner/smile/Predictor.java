package dev.retune.learner.smile;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A function that was learned. Immutable. Written as plain numbers: reading one makes no object but these. */
sealed interface Predictor permits Constant, Linear, TreeEnsemble, KernelMachines, Neighbours, NaiveBayes {

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

    static Predictor read(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        return switch (kind) {
            case Constant.KIND -> Constant.readContent(in);
            case Linear.KIND -> Linear.readContent(in);
            case TreeEnsemble.KIND -> TreeEnsemble.readContent(in);
            case KernelMachines.KIND -> KernelMachines.readContent(in);
            case Neighbours.KIND -> Neighbours.readContent(in);
            case NaiveBayes.KIND -> NaiveBayes.readContent(in);
            default -> throw new IOException("unknown predictor '" + kind + "'");
        };
    }
}

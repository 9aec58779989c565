package dev.retune.learner.network;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.network.Optimizer.Adam;
import dev.retune.learner.network.Optimizer.Momentum;
import dev.retune.learner.network.Optimizer.Nesterov;
import dev.retune.learner.network.Optimizer.RmsProp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Writes and reads weights and settings, field by field. */
final class NetworkCodec {

    private NetworkCodec() {}

    static void writeLayers(DataOutputStream out, Layers layers) throws IOException {
        BinaryArrays.write(out, layers.widths());
        writeRows(out, layers.rows());
    }

    static Layers readLayers(DataInputStream in) throws IOException {
        Layers layers = Layers.zeros(BinaryArrays.readInts(in));
        readRows(in, layers.rows());
        return layers;
    }

    /** Writes rows whose number and lengths the reader knows. */
    static void writeRows(DataOutputStream out, float[][] rows) throws IOException {
        for (float[] row : rows) {
            for (float value : row) {
                out.writeFloat(value);
            }
        }
    }

    static void readRows(DataInputStream in, float[][] rows) throws IOException {
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = in.readFloat();
            }
        }
    }

    static void writeSettings(DataOutputStream out, NetworkSettings settings) throws IOException {
        BinaryArrays.write(
                out, settings.hidden().stream().mapToInt(Integer::intValue).toArray());
        out.writeUTF(settings.activation().name());
        out.writeUTF(settings.output().name());
        writeOptimizer(out, settings.optimizer());
        out.writeDouble(settings.learningRate());
        out.writeDouble(settings.decay());
        out.writeInt(settings.batchSize());
        out.writeInt(settings.epochs());
        out.writeDouble(settings.l1());
        out.writeDouble(settings.l2());
        out.writeDouble(settings.dropout());
        out.writeInt(settings.patience());
        out.writeDouble(settings.validationFraction());
        out.writeLong(settings.seed());
        out.writeUTF(settings.arithmetic().name());
    }

    static NetworkSettings readSettings(DataInputStream in) throws IOException {
        List<Integer> hidden = IntStream.of(BinaryArrays.readInts(in)).boxed().toList();
        Activation activation = Activation.valueOf(in.readUTF());
        return NetworkSettings.builder(Output.valueOf(in.readUTF()))
                .hidden(hidden)
                .activation(activation)
                .optimizer(readOptimizer(in))
                .learningRate(in.readDouble())
                .decay(in.readDouble())
                .batchSize(in.readInt())
                .epochs(in.readInt())
                .l1(in.readDouble())
                .l2(in.readDouble())
                .dropout(in.readDouble())
                .patience(in.readInt())
                .validationFraction(in.readDouble())
                .seed(in.readLong())
                .arithmetic(Arithmetic.valueOf(in.readUTF()))
                .build();
    }

    private static void writeOptimizer(DataOutputStream out, Optimizer optimizer) throws IOException {
        if (optimizer instanceof Momentum rule) {
            out.writeUTF("momentum");
            out.writeDouble(rule.momentum());
        } else if (optimizer instanceof Nesterov rule) {
            out.writeUTF("nesterov");
            out.writeDouble(rule.momentum());
        } else if (optimizer instanceof RmsProp rule) {
            out.writeUTF("rmsprop");
            out.writeDouble(rule.decay());
            out.writeDouble(rule.epsilon());
        } else if (optimizer instanceof Adam rule) {
            out.writeUTF("adam");
            out.writeDouble(rule.beta1());
            out.writeDouble(rule.beta2());
            out.writeDouble(rule.epsilon());
        } else {
            out.writeUTF("sgd");
        }
    }

    private static Optimizer readOptimizer(DataInputStream in) throws IOException {
        String name = in.readUTF();
        return switch (name) {
            case "sgd" -> Optimizer.sgd();
            case "momentum" -> Optimizer.momentum(in.readDouble());
            case "nesterov" -> Optimizer.nesterov(in.readDouble());
            case "rmsprop" -> Optimizer.rmsProp(in.readDouble(), in.readDouble());
            case "adam" -> Optimizer.adam(in.readDouble(), in.readDouble(), in.readDouble());
            default -> throw new IOException("Unknown optimizer '" + name + "'");
        };
    }
}

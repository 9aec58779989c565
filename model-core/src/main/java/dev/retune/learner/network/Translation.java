package dev.retune.learner.network;

import dev.retune.data.Dataset;
import dev.retune.data.Field;
import dev.retune.data.FittedPreprocessing;
import dev.retune.data.FittedPreprocessing.Encoding;
import dev.retune.data.FittedPreprocessing.OneHot;
import dev.retune.data.FittedPreprocessing.Scaled;
import dev.retune.data.Preprocessing;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.validation.Predictions;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Between rows of a data set and rows of a network, by what the training rows say.
 *
 * @param schema of the training rows
 * @param features how features become inputs
 * @param shift mean of a numeric target, 0 for classes
 * @param scale standard deviation of a numeric target, 1 for classes or where it is constant
 */
record Translation(Schema schema, FittedPreprocessing features, double shift, double scale) {

    /**
     * Learns from the training rows.
     *
     * @throws IllegalArgumentException if the target has a single class
     */
    static Translation fit(Dataset training) {
        FittedPreprocessing features = Preprocessing.standard().fit(training);
        if (training.task() == Task.CLASSIFICATION) {
            if (training.classes().size() < 2) {
                throw new IllegalArgumentException(
                        "target '" + training.target().name() + "' has the classes " + training.classes()
                                + " only; to tell them apart takes two or more");
            }
            return new Translation(training.schema(), features, 0, 1);
        }
        double[] y = training.targetValues();
        double mean = Arrays.stream(y).average().orElseThrow();
        double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / y.length;
        boolean constant = Arrays.stream(y).allMatch(v -> v == y[0]);
        return new Translation(training.schema(), features, mean, constant ? 1 : Math.sqrt(variance));
    }

    Output output() {
        return schema.task() == Task.REGRESSION ? Output.LINEAR : classes() == 2 ? Output.SIGMOID : Output.SOFTMAX;
    }

    private int classes() {
        return ((Field.Categorical) schema.target()).levels().size();
    }

    float[][] inputs(Dataset rows) {
        return features.apply(rows);
    }

    Examples examples(Dataset rows) {
        float[][] inputs = inputs(rows);
        return switch (output()) {
            case SOFTMAX -> Examples.ofClasses(inputs, rows.targetCodes(), classes());
            case SIGMOID ->
                Examples.ofNumbers(
                        inputs,
                        floats(Arrays.stream(rows.targetCodes())
                                .asDoubleStream()
                                .toArray()));
            case LINEAR ->
                Examples.ofNumbers(
                        inputs,
                        floats(Arrays.stream(rows.targetValues())
                                .map(y -> (y - shift) / scale)
                                .toArray()));
        };
    }

    Predictions predictions(float[][] outputs) {
        if (output() == Output.LINEAR) {
            return Predictions.values(Arrays.stream(outputs)
                    .mapToDouble(y -> y[0] * scale + shift)
                    .toArray());
        }
        double[][] probabilities = new double[outputs.length][];
        for (int row = 0; row < outputs.length; row++) {
            float[] y = outputs[row];
            double[] p = new double[classes()];
            if (y.length == 1) {
                p[0] = 1.0 - y[0];
                p[1] = y[0];
            } else {
                for (int c = 0; c < p.length; c++) {
                    p[c] = y[c];
                }
            }
            probabilities[row] = p;
        }
        return Predictions.probabilities(probabilities);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(schema.features().size());
        for (Field feature : schema.features()) {
            writeField(out, feature);
        }
        writeField(out, schema.target());
        out.writeInt(features.encodings().size());
        for (Encoding encoding : features.encodings()) {
            writeEncoding(out, encoding);
        }
        out.writeDouble(shift);
        out.writeDouble(scale);
    }

    static Translation read(DataInputStream in) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            fields.add(readField(in));
        }
        Schema schema = new Schema(fields, readField(in));
        List<Encoding> encodings = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            encodings.add(readEncoding(in));
        }
        return new Translation(schema, new FittedPreprocessing(encodings), in.readDouble(), in.readDouble());
    }

    private static void writeField(DataOutputStream out, Field field) throws IOException {
        out.writeUTF(field.name());
        out.writeBoolean(field instanceof Field.Categorical);
        if (field instanceof Field.Categorical categorical) {
            writeTexts(out, categorical.levels());
        }
    }

    private static Field readField(DataInputStream in) throws IOException {
        String name = in.readUTF();
        return in.readBoolean() ? new Field.Categorical(name, readTexts(in)) : new Field.Numeric(name);
    }

    private static void writeEncoding(DataOutputStream out, Encoding encoding) throws IOException {
        out.writeUTF(encoding.name());
        out.writeBoolean(encoding instanceof OneHot);
        if (encoding instanceof OneHot oneHot) {
            writeTexts(out, oneHot.levels());
            out.writeInt(oneHot.missing());
        } else if (encoding instanceof Scaled scaled) {
            out.writeDouble(scaled.fill());
            out.writeDouble(scaled.shift());
            out.writeDouble(scaled.scale());
        }
    }

    private static Encoding readEncoding(DataInputStream in) throws IOException {
        String name = in.readUTF();
        return in.readBoolean()
                ? new OneHot(name, readTexts(in), in.readInt())
                : new Scaled(name, in.readDouble(), in.readDouble(), in.readDouble());
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}

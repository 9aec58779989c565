package dev.retune.learner.classical;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.BinaryArrays;
import dev.retune.learner.Features;
import dev.retune.learner.RowWeights;
import dev.retune.validation.Predictions;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Converts rows of a data set to rows of a matrix, and outputs back to predictions; fitted to the training rows.
 * Numeric targets are standardized, because Smile compares numbers with absolute tolerances.
 *
 * @param features the encoding of the features
 * @param present the classes that the training rows have, ascending; none for a regression
 * @param shift mean of a numeric target
 * @param scale standard deviation of a numeric target, 1 where it is constant
 */
public record MatrixEncoding(Features features, int[] present, double shift, double scale) {

    /** Fits the encoding. The target may have a single class, or be constant. */
    public static MatrixEncoding fit(Dataset training) {
        Features features = Features.fit(training);
        if (training.task() == Task.CLASSIFICATION) {
            int[] present =
                    Arrays.stream(training.targetCodes()).distinct().sorted().toArray();
            return new MatrixEncoding(features, present, 0, 1);
        }
        double[] y = training.targetValues();
        double[] weights = RowWeights.of(training);
        double mean = mean(y, weights);
        double variance =
                mean(Arrays.stream(y).map(v -> (v - mean) * (v - mean)).toArray(), weights);
        boolean constant = Arrays.stream(y).allMatch(v -> v == y[0]);
        return new MatrixEncoding(features, new int[0], mean, constant ? 1 : Math.sqrt(variance));
    }

    private static double mean(double[] values, double[] weights) {
        return IntStream.range(0, values.length)
                        .mapToDouble(i -> weights[i] * values[i])
                        .sum()
                / values.length;
    }

    public Schema schema() {
        return features.schema();
    }

    public double[][] inputs(Dataset rows) {
        float[][] narrow = features.inputs(rows);
        double[][] wide = new double[narrow.length][];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = new double[narrow[i].length];
            for (int j = 0; j < wide[i].length; j++) {
                wide[i][j] = narrow[i][j];
            }
        }
        return wide;
    }

    public TrainingRows examples(Dataset rows) {
        boolean classes = schema().task() == Task.CLASSIFICATION;
        int[] y = classes
                ? Arrays.stream(rows.targetCodes())
                        .map(code -> Arrays.binarySearch(present, code))
                        .toArray()
                : new int[0];
        double[] target = classes
                ? new double[0]
                : Arrays.stream(rows.targetValues())
                        .map(v -> (v - shift) / scale)
                        .toArray();
        return new TrainingRows(inputs(rows), y, present.length, target, RowWeights.of(rows), features.preprocessing());
    }

    /** @param outputs {@code [row][present class]}, or {@code [row][0]}, a standardized number */
    public Predictions predictions(double[][] outputs) {
        if (schema().task() == Task.REGRESSION) {
            return Predictions.values(Arrays.stream(outputs)
                    .mapToDouble(y -> y[0] * scale + shift)
                    .toArray());
        }
        double[][] probabilities = new double[outputs.length][features.classes()];
        for (int row = 0; row < outputs.length; row++) {
            for (int c = 0; c < present.length; c++) {
                probabilities[row][present[c]] = outputs[row][c];
            }
        }
        return Predictions.probabilities(probabilities);
    }

    public void write(DataOutputStream out) throws IOException {
        features.write(out);
        BinaryArrays.write(out, present);
        out.writeDouble(shift);
        out.writeDouble(scale);
    }

    public static MatrixEncoding read(DataInputStream in) throws IOException {
        return new MatrixEncoding(Features.read(in), BinaryArrays.readInts(in), in.readDouble(), in.readDouble());
    }
}

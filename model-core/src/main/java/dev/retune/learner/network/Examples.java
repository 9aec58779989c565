package dev.retune.learner.network;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Examples to learn from: a row of inputs and a row of targets each. Rows are shared, not copied: nobody may change
 * them afterwards.
 */
final class Examples {

    private final float[][] inputs;
    private final float[][] targets;

    /** How much each counts, 1 on average; null where all count the same. */
    private final float @Nullable [] weights;

    /** Computed when first asked for; threads that race compute the same. */
    private @Nullable Long fingerprint;

    private Examples(float[][] inputs, float[][] targets, float @Nullable [] weights) {
        this.inputs = inputs;
        this.targets = targets;
        this.weights = weights;
    }

    /**
     * Examples of classes that exclude one another, for {@link Output#SOFTMAX}: one output a class.
     *
     * @param inputs one row of features an example
     * @param labels the class of each example, from 0 to classes - 1
     * @throws IllegalArgumentException if shapes disagree, a label is out of range or an input is not finite
     */
    static Examples ofClasses(float[][] inputs, int[] labels, int classes) {
        SettingChecks.atLeast("classes", classes, 2);
        checkSameLength(inputs, labels.length);
        float[][] oneHot = new float[classes][classes];
        for (int c = 0; c < classes; c++) {
            oneHot[c][c] = 1;
        }
        float[][] targets = new float[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("Label of example " + i + " is " + labels[i] + " but must lie in 0.."
                        + (classes - 1) + ": " + classes + " classes");
            }
            targets[i] = oneHot[labels[i]];
        }
        return of(inputs, targets);
    }

    /**
     * Examples with one number as target, for {@link Output#LINEAR}, or {@link Output#SIGMOID} with targets 0 and 1.
     *
     * @param inputs one row of features an example
     * @throws IllegalArgumentException if shapes disagree or a number is not finite
     */
    static Examples ofNumbers(float[][] inputs, float[] targets) {
        float[][] rows = new float[targets.length][];
        for (int i = 0; i < targets.length; i++) {
            rows[i] = new float[] {targets[i]};
        }
        return of(inputs, rows);
    }

    /**
     * Examples with a row of targets each: probabilities of classes, several yes-or-no answers, or several numbers.
     *
     * @param inputs one row of features an example
     * @param targets one row of targets an example
     * @throws IllegalArgumentException if there is no example, shapes disagree or a number is not finite
     */
    static Examples of(float[][] inputs, float[][] targets) {
        checkSameLength(inputs, targets.length);
        if (inputs.length == 0) {
            throw new IllegalArgumentException("There are no examples: a network needs at least one to learn from");
        }
        checkRows("Input", inputs);
        checkRows("Target", targets);
        return new Examples(inputs.clone(), targets.clone(), null);
    }

    /**
     * The same examples, each of which counts in the training loss in proportion to its weight.
     *
     * @param weights one an example, 0 or more
     * @throws IllegalArgumentException if their number differs, one is negative or not finite, or all are 0
     */
    Examples weighted(double... weights) {
        if (weights.length != size()) {
            throw new IllegalArgumentException(
                    "There are " + size() + " examples but " + weights.length + " weights: give one an example");
        }
        double sum = Arrays.stream(weights).sum();
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)
                || Arrays.stream(weights).anyMatch(w -> !(w >= 0))) {
            throw new IllegalArgumentException(
                    "The weights of the examples sum to " + sum + " but must be 0 or more each, and not all 0");
        }
        float[] scaled = new float[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (weights[i] * scaled.length / sum);
        }
        return new Examples(inputs, targets, scaled);
    }

    /**
     * The examples of these indices, in this order, sharing their rows.
     *
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    Examples select(int... indices) {
        SettingChecks.atLeast("number of selected examples", indices.length, 1);
        float[][] x = new float[indices.length][];
        float[][] t = new float[indices.length][];
        float[] w = weights == null ? null : new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            x[i] = inputs[indices[i]];
            t[i] = targets[indices[i]];
            if (w != null) {
                w[i] = weight(indices[i]);
            }
        }
        return new Examples(x, t, w);
    }

    /** How many examples. */
    int size() {
        return inputs.length;
    }

    /** Length of each row of inputs. */
    int inputWidth() {
        return inputs[0].length;
    }

    /** Length of each row of targets. */
    int targetWidth() {
        return targets[0].length;
    }

    float[] input(int i) {
        return inputs[i];
    }

    float[] target(int i) {
        return targets[i];
    }

    float weight(int i) {
        return weights == null ? 1 : weights[i];
    }

    /** Checks that every target suits the output. */
    void checkTargets(Output output) {
        if (output == Output.SOFTMAX) {
            SettingChecks.atLeast("number of targets of an example, for SOFTMAX,", targetWidth(), 2);
        }
        for (int i = 0; i < targets.length; i++) {
            output.check(targets[i], i);
        }
    }

    /** The largest loss of an example where all z are 0: the scale of the losses to come. */
    double worstLossAtZero(Output output) {
        double worst = 0;
        float[] z = new float[targetWidth()];
        for (float[] target : targets) {
            Arrays.fill(z, 0);
            worst = Math.max(worst, output.apply(z, target, z.length));
        }
        return worst;
    }

    /**
     * The first and the second part of a random split, the second with about this fraction and at least one example
     * each.
     */
    List<Examples> split(double secondFraction, SplitMix64 random) {
        if (size() < 2) {
            throw new IllegalArgumentException("validationFraction " + secondFraction
                    + " cannot be set aside from a single example: give more examples or validation examples");
        }
        int[] order = random.permutation(size());
        int second = (int) Math.max(1, Math.min(size() - 1, Math.round(size() * secondFraction)));
        int[] first = new int[size() - second];
        int[] rest = new int[second];
        System.arraycopy(order, 0, rest, 0, second);
        System.arraycopy(order, second, first, 0, first.length);
        List<Examples> parts = new ArrayList<>();
        parts.add(select(first));
        parts.add(select(rest));
        return parts;
    }

    /** A checksum of all inputs, targets and weights, by which a checkpoint knows its examples again. */
    long fingerprint() {
        Long known = fingerprint;
        if (known == null) {
            known = checksum();
            fingerprint = known;
        }
        return known;
    }

    private long checksum() {
        CRC32 crc = new CRC32();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.max(inputWidth(), targetWidth()));
        for (int i = 0; i < inputs.length; i++) {
            update(crc, bytes, inputs[i]);
            update(crc, bytes, targets[i]);
            if (weights != null) {
                update(crc, bytes, new float[] {weights[i]});
            }
        }
        return crc.getValue();
    }

    private static void update(CRC32 crc, ByteBuffer bytes, float[] row) {
        bytes.clear();
        bytes.asFloatBuffer().put(row);
        bytes.limit(Float.BYTES * row.length);
        crc.update(bytes);
    }

    private static void checkSameLength(float[][] inputs, int targets) {
        if (inputs.length != targets) {
            throw new IllegalArgumentException("There are " + inputs.length + " rows of inputs but " + targets
                    + " targets: give one target a row");
        }
    }

    static void checkRows(String what, float[][] rows) {
        int width = rows[0].length;
        if (width == 0) {
            throw new IllegalArgumentException(what + " rows are empty: a network needs at least one column");
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException(what + " row " + i + " has " + rows[i].length
                        + " columns but row 0 has " + width + ": all rows must be of one length");
            }
            for (int j = 0; j < width; j++) {
                if (!Float.isFinite(rows[i][j])) {
                    throw new IllegalArgumentException(what + " row " + i + ", column " + j + " is " + rows[i][j]
                            + " but must be finite: impute missing values first");
                }
            }
        }
    }
}

package dev.retune.learner.network;

import dev.retune.learner.SealedBytes;
import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The training of one network, epoch by epoch:
 *
 * <pre>{@code
 * NetworkTraining training = NetworkTraining.start(settings, examples);
 * while (training.advanceEpoch()) {
 *     report(training.epoch(), training.trainingLoss());
 * }
 * Network network = training.network();
 * }</pre>
 *
 * <p>The same settings, examples and arithmetic give the same bits, on any thread, with or without pauses: all
 * randomness derives from the seed, the epoch and the mini-batch. For one thread at a time.
 */
final class NetworkTraining {

    private static final String KIND = "checkpoint";

    /**
     * Diverged: the training loss grew this many times beyond where it began, or beyond the worst loss of predicting z
     * = 0.
     */
    private static final double EXPLOSION = 1000;

    /** What a stream of random numbers is for. */
    private static final long INITIAL_WEIGHTS = 1;

    private static final long VALIDATION_PART = 2;
    private static final long ORDER = 3;
    private static final long DROPOUT = 4;

    private NetworkSettings settings;
    private final Examples training;
    private final @Nullable Examples validation;

    private final Layers weights;
    private final Layers gradient;
    private final float[][][] memory;
    private final Penalty penalty;
    private final Propagation propagation;
    private final float[][] x;
    private final float[][] t;
    private final float[] w;
    private final double lossAtZero;

    private int epoch;
    private long step;
    private double firstLoss = Double.NaN;
    private double trainingLoss = Double.NaN;
    private double validationLoss = Double.NaN;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private @Nullable Layers best;
    private @Nullable DivergedException divergence;

    private NetworkTraining(NetworkSettings wanted, Examples given, @Nullable Examples givenValidation) {
        given.checkTargets(wanted.output());
        if (givenValidation != null) {
            checkAlike(given, givenValidation);
            givenValidation.checkTargets(wanted.output());
        } else if (wanted.patience() > 0 && wanted.validationFraction() == 0) {
            throw new IllegalArgumentException("patience " + wanted.patience()
                    + " needs validation examples: give them, or set validationFraction, for example to 0.1");
        }
        if (givenValidation == null && wanted.validationFraction() > 0) {
            List<Examples> parts =
                    given.split(wanted.validationFraction(), SplitMix64.of(wanted.seed(), VALIDATION_PART));
            training = parts.get(0);
            validation = parts.get(1);
        } else {
            training = given;
            validation = givenValidation;
        }
        int[] widths = widths(wanted, given);
        settings = wanted.toBuilder()
                .arithmetic(wanted.arithmetic().resolve(widths))
                .build();
        weights = Layers.zeros(widths);
        gradient = weights.zeros();
        memory = memory(weights.rows(), UpdateRule.memory(settings.optimizer()));
        penalty = new Penalty(settings.l1(), settings.l2());
        int batch = Math.min(settings.batchSize(), training.size());
        propagation = new Propagation(
                weights,
                settings.activation(),
                settings.output(),
                settings.dropout(),
                settings.arithmetic().gemm(),
                batch);
        x = new float[batch][given.inputWidth()];
        t = new float[batch][];
        w = new float[batch];
        lossAtZero = training.worstLossAtZero(settings.output());
    }

    /**
     * A new training, with validation examples only if the settings set a fraction aside.
     *
     * @throws IllegalArgumentException if targets do not suit the output, or early stopping has nothing to validate on
     * @throws IllegalStateException if the arithmetic is not available here
     */
    static NetworkTraining start(NetworkSettings settings, Examples training) {
        return begun(new NetworkTraining(settings, training, null));
    }

    /**
     * A new training with given validation examples.
     *
     * @throws IllegalArgumentException if targets do not suit the output, or the two sets of examples differ in width
     * @throws IllegalStateException if the arithmetic is not available here
     */
    static NetworkTraining start(NetworkSettings settings, Examples training, Examples validation) {
        return begun(new NetworkTraining(settings, training, validation));
    }

    private static NetworkTraining begun(NetworkTraining run) {
        run.weights.initialize(run.settings.activation(), SplitMix64.of(run.settings.seed(), INITIAL_WEIGHTS));
        return run;
    }

    /**
     * The training that {@link #checkpoint} wrote, on the same examples; continues bit for bit.
     *
     * @throws IllegalArgumentException if the bytes are no checkpoint, damaged, from a newer version, or of other
     *     examples
     * @throws IllegalStateException if the arithmetic that it was trained with is not available here
     */
    static NetworkTraining resume(byte[] checkpoint, Examples training) {
        return SealedBytes.open(KIND, checkpoint, in -> read(in, training, null));
    }

    /**
     * As {@link #resume(byte[], Examples)}, for a training that was started with these validation examples.
     *
     * @throws IllegalArgumentException if the bytes are no checkpoint, damaged, from a newer version, or of other
     *     examples
     * @throws IllegalStateException if the arithmetic that it was trained with is not available here
     */
    static NetworkTraining resume(byte[] checkpoint, Examples training, Examples validation) {
        return SealedBytes.open(KIND, checkpoint, in -> read(in, training, validation));
    }

    /**
     * Trains one epoch, unless the training has finished or stopped early.
     *
     * @return whether an epoch was trained
     * @throws DivergedException at the mini-batch where the training loss is found to be NaN, infinite or exploding,
     *     and at every call after that
     */
    boolean advanceEpoch() {
        if (divergence != null) {
            throw divergence;
        }
        if (isFinished()) {
            return false;
        }
        double rate = settings.learningRate(epoch);
        int n = training.size();
        int[] order = SplitMix64.of(settings.seed(), ORDER, epoch).permutation(n);
        double loss = 0;
        for (int start = 0, batch = 1; start < n; start += x.length, batch++) {
            int size = Math.min(x.length, n - start);
            for (int i = 0; i < size; i++) {
                gather(training, order[start + i], i);
            }
            loss += trainBatch(size, rate, batch);
        }
        if (!weights.isFinite()) {
            trainingLoss = Double.NaN;
            throw diverged("became NaN at the end of epoch " + (epoch + 1), rate);
        }
        trainingLoss = loss / n + penalty.value(weights);
        epoch++;
        validate();
        return true;
    }

    /** Whether no epoch is left, or training stopped early. */
    boolean isFinished() {
        return epoch >= settings.epochs() || stoppedEarly();
    }

    /** Whether the validation loss has not improved for {@code patience} epochs. */
    boolean stoppedEarly() {
        return settings.patience() > 0 && epoch - bestEpoch >= settings.patience();
    }

    /** Epochs trained so far. */
    int epoch() {
        return epoch;
    }

    /**
     * The training loss of the last epoch: the mean loss of the training examples, each taken when its mini-batch
     * passed, plus the L1 and L2 terms of the weights at the end of the epoch. NaN before the first epoch; after a
     * divergence, the mean loss of the mini-batch where it was found.
     */
    double trainingLoss() {
        return trainingLoss;
    }

    /** The mean loss of the validation examples after the last epoch, without L1 and L2; empty if there are none. */
    OptionalDouble validationLoss() {
        return validation == null || epoch == 0 ? OptionalDouble.empty() : OptionalDouble.of(validationLoss);
    }

    /** The settings of this run, with the arithmetic that was chosen. */
    NetworkSettings settings() {
        return settings;
    }

    /**
     * Sets another number of epochs, to continue a finished run: the result is that of a run with this number from the
     * start.
     *
     * @throws IllegalArgumentException if fewer epochs than are already trained
     */
    void extendTo(int epochs) {
        SettingChecks.atLeast("epochs", epochs, Math.max(1, epoch));
        settings = settings.toBuilder().epochs(epochs).build();
    }

    /**
     * A copy of the network as it is now; with early stopping, as it was after the epoch with the best validation loss.
     */
    Network network() {
        Layers layers = best == null ? weights.copy() : best.copy();
        return new Network(layers, settings.activation(), settings.output());
    }

    /**
     * The whole state between two epochs, for {@link #resume}.
     *
     * @throws IllegalStateException if the training has diverged
     */
    byte[] checkpoint() {
        if (divergence != null) {
            throw new IllegalStateException(
                    "A diverged training has no checkpoint: " + divergence.getMessage(), divergence);
        }
        return SealedBytes.seal(KIND, this::write);
    }

    /**
     * Copies the inputs, for rows side by side: reading 64 rows from all over the memory at once costs a quarter of the
     * speed.
     */
    private void gather(Examples examples, int example, int to) {
        float[] input = examples.input(example);
        System.arraycopy(input, 0, x[to], 0, input.length);
        t[to] = examples.target(example);
        w[to] = examples.weight(example);
    }

    private double trainBatch(int size, double rate, int batch) {
        SplitMix64 dropout = settings.dropout() > 0 ? SplitMix64.of(settings.seed(), DROPOUT, epoch, batch) : null;
        double loss = propagation.forward(weights, x, t, w, size, dropout);
        double mean = loss / size;
        if (step == 0) {
            firstLoss = mean;
        }
        if (!(mean <= EXPLOSION * Math.max(firstLoss, lossAtZero))) {
            trainingLoss = mean;
            String what = Double.isFinite(mean)
                    ? String.format(Locale.ROOT, "exploded to %.3g", mean)
                    : "became " + (Double.isNaN(mean) ? "NaN" : "infinite");
            throw diverged(what + " in epoch " + (epoch + 1) + ", mini-batch " + batch, rate);
        }
        propagation.backward(weights, x, t, w, size, gradient);
        penalty.addGradient(weights, gradient);
        step++;
        UpdateRule rule = UpdateRule.of(settings.optimizer(), rate, step);
        float[][] w = weights.rows();
        float[][] g = gradient.rows();
        for (int r = 0; r < w.length; r++) {
            rule.update(w[r], g[r], memory[r]);
        }
        return loss;
    }

    private void validate() {
        if (validation == null) {
            return;
        }
        double loss = 0;
        for (int start = 0; start < validation.size(); start += x.length) {
            int size = Math.min(x.length, validation.size() - start);
            for (int i = 0; i < size; i++) {
                gather(validation, start + i, i);
            }
            loss += propagation.forward(weights, x, t, w, size, null);
        }
        validationLoss = loss / validation.size();
        if (settings.patience() > 0 && validationLoss < bestLoss) {
            bestLoss = validationLoss;
            bestEpoch = epoch;
            best = weights.copy();
        }
    }

    private DivergedException diverged(String what, double rate) {
        divergence = new DivergedException("training loss " + what + ": lower the learning rate (now " + rate + ")"
                + (firstLoss > 100 * Math.max(1, lossAtZero) ? " or standardize the inputs" : ""));
        return divergence;
    }

    private static int[] widths(NetworkSettings settings, Examples examples) {
        int hidden = settings.hidden().size();
        int[] widths = new int[hidden + 2];
        widths[0] = examples.inputWidth();
        for (int l = 0; l < hidden; l++) {
            widths[l + 1] = settings.hidden().get(l);
        }
        widths[hidden + 1] = examples.targetWidth();
        return widths;
    }

    private static float[][][] memory(float[][] rows, int values) {
        float[][][] memory = new float[rows.length][values][];
        for (int r = 0; r < rows.length; r++) {
            for (int v = 0; v < values; v++) {
                memory[r][v] = new float[rows[r].length];
            }
        }
        return memory;
    }

    private static void checkAlike(Examples training, Examples validation) {
        if (training.inputWidth() != validation.inputWidth() || training.targetWidth() != validation.targetWidth()) {
            throw new IllegalArgumentException("Validation examples have " + validation.inputWidth() + " inputs and "
                    + validation.targetWidth() + " targets but training examples have " + training.inputWidth()
                    + " and "
                    + training.targetWidth());
        }
    }

    private void write(DataOutputStream out) throws IOException {
        NetworkCodec.writeSettings(out, settings);
        out.writeLong(training.fingerprint());
        out.writeLong(validation == null ? -1 : validation.fingerprint());
        out.writeInt(epoch);
        out.writeLong(step);
        out.writeDouble(firstLoss);
        out.writeDouble(trainingLoss);
        out.writeDouble(validationLoss);
        out.writeDouble(bestLoss);
        out.writeInt(bestEpoch);
        NetworkCodec.writeRows(out, weights.rows());
        for (float[][] rows : memory) {
            NetworkCodec.writeRows(out, rows);
        }
        out.writeBoolean(best != null);
        if (best != null) {
            NetworkCodec.writeRows(out, best.rows());
        }
    }

    private static NetworkTraining read(DataInputStream in, Examples training, @Nullable Examples validation)
            throws IOException {
        NetworkTraining run = new NetworkTraining(NetworkCodec.readSettings(in), training, validation);
        long trained = in.readLong();
        long validated = in.readLong();
        if (trained != run.training.fingerprint()
                || validated != (run.validation == null ? -1 : run.validation.fingerprint())) {
            throw new IllegalArgumentException("The checkpoint was trained or validated on other examples than the "
                    + training.size() + " given: resume with the same rows in the same order");
        }
        run.epoch = in.readInt();
        run.step = in.readLong();
        run.firstLoss = in.readDouble();
        run.trainingLoss = in.readDouble();
        run.validationLoss = in.readDouble();
        run.bestLoss = in.readDouble();
        run.bestEpoch = in.readInt();
        NetworkCodec.readRows(in, run.weights.rows());
        for (float[][] rows : run.memory) {
            NetworkCodec.readRows(in, rows);
        }
        if (in.readBoolean()) {
            Layers best = run.weights.zeros();
            NetworkCodec.readRows(in, best.rows());
            run.best = best;
        }
        return run;
    }
}

package dev.retune.learner.xgboost;

import dev.retune.learner.Features;
import dev.retune.learner.Model;
import dev.retune.learner.SealedBytes;
import dev.retune.learner.Training;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A booster in training, round by round. */
final class RoundTraining implements Training {

    private static final String KIND = "xgboost checkpoint";

    private final Features features;
    private final DMatrix rows;
    private final Map<String, Object> parameters;
    private final int rounds;
    private final Supplier<String> identity;
    private Booster booster;
    private int step;

    /** @param identity what must be the same for a checkpoint to go on */
    RoundTraining(Features features, Rows rows, Map<String, Object> parameters, int rounds, Supplier<String> identity)
            throws XGBoostError {
        this.features = features;
        this.rows = rows.matrix();
        this.parameters = new LinkedHashMap<>(parameters);
        this.parameters.putAll(rows.objective());
        this.rounds = rounds;
        this.identity = identity;
        this.booster = XGBoost.train(this.rows, this.parameters, 0, Map.of(), null, null);
    }

    RoundTraining restore(byte[] checkpoint) {
        return SealedBytes.open(KIND, checkpoint, in -> {
            String found = in.readUTF();
            if (!found.equals(identity.get())) {
                throw new IllegalArgumentException("The checkpoint is of other hyperparameters, rows or another seed: "
                        + found + ", not " + identity.get());
            }
            step = in.readInt();
            if (step > 0) {
                Booster restored = load(in.readNBytes(in.readInt()), parameters);
                booster.dispose(); // the garbage collector does not see how large it is
                booster = restored;
            }
            return this;
        });
    }

    private static Booster load(byte[] bytes, Map<String, Object> parameters) throws IOException {
        try {
            Booster loaded = XGBoost.loadModel(bytes);
            Map<String, Object> others = new LinkedHashMap<>(parameters);
            others.remove("base_score"); // the bytes have it, and it would be written otherwise from then on
            loaded.setParams(others);
            return loaded;
        } catch (XGBoostError e) {
            throw new IOException("XGBoost: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean advance() {
        if (step >= rounds) {
            return false;
        }
        Booster grown = booster;
        synchronized (grown) { // models of earlier rounds may ask it meanwhile
            Native.run(() -> {
                grown.update(rows, step);
                return true;
            });
        }
        step++;
        return true;
    }

    @Override
    public int step() {
        return step;
    }

    /** The mean of -ln p of the true class, or the root of the mean squared error. */
    @Override
    public double cost() {
        if (step == 0) {
            return Double.NaN;
        }
        String text = Native.run(() -> booster.evalSet(new DMatrix[] {rows}, new String[] {"training"}, step));
        return Double.parseDouble(text.substring(text.lastIndexOf(':') + 1));
    }

    @Override
    public Model model() {
        return new XgboostModel(features, bytes(), booster, step);
    }

    private byte[] bytes() {
        Booster written = booster;
        synchronized (written) {
            return Native.run(() -> written.toByteArray("ubj"));
        }
    }

    @Override
    public byte[] checkpoint() {
        return SealedBytes.seal(KIND, out -> {
            out.writeUTF(identity.get());
            out.writeInt(step);
            if (step > 0) {
                byte[] bytes = bytes();
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        });
    }
}

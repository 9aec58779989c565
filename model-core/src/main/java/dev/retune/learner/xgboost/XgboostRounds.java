package dev.retune.learner.xgboost;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.CountedTraining;
import dev.retune.learner.Features;
import dev.retune.learner.Model;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The training of a booster, round by round. */
final class XgboostRounds implements CountedTraining.StepTrainer {

    private final Features features;
    private final TrainingMatrix rows;
    private final Map<String, Object> parameters;
    private final GrowingBooster booster;
    private int round;

    XgboostRounds(Features features, TrainingMatrix rows, Map<String, Object> parameters) throws XGBoostError {
        this.features = features;
        this.rows = rows;
        this.parameters = new LinkedHashMap<>(parameters);
        this.parameters.putAll(rows.objective());
        this.booster = new GrowingBooster(XGBoost.train(rows.matrix(), this.parameters, 0, Map.of(), null, null));
    }

    @Override
    public void advance() {
        booster.update(rows.matrix(), round);
        round++;
    }

    /** The mean of -ln p of the true class, or the root of the mean squared error. */
    @Override
    public double trainingLoss() {
        return booster.trainingLoss(rows.matrix(), round);
    }

    @Override
    public Model model(int steps) {
        return new XgboostModel(features, booster.toBytes(), booster, steps);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        BinaryArrays.write(out, booster.toBytes());
    }

    @Override
    public void read(DataInputStream in, int steps) throws IOException {
        booster.replace(load(BinaryArrays.readBytes(in)));
        round = steps;
    }

    private Booster load(byte[] bytes) throws IOException {
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
    public void close() {
        booster.close();
        rows.matrix().dispose();
    }
}

package dev.retune.learner.xgboost;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

import java.util.Optional;

/**
 * The booster of a training, which the models of the training share while it grows; calls are synchronized. It holds
 * native memory, which the garbage collector does not see, until it is closed.
 */
final class GrowingBooster implements AutoCloseable {

    private Booster booster;
    private boolean closed;

    GrowingBooster(Booster booster) {
        this.booster = booster;
    }

    private Booster open() {
        if (closed) {
            throw new IllegalStateException("the training is closed");
        }
        return booster;
    }

    synchronized void update(DMatrix rows, int round) {
        XgboostCalls.run(() -> {
            open().update(rows, round);
            return true;
        });
    }

    synchronized double trainingLoss(DMatrix rows, int rounds) {
        String text = XgboostCalls.run(() -> open().evalSet(new DMatrix[] {rows}, new String[] {"training"}, rounds));
        return Double.parseDouble(text.substring(text.lastIndexOf(':') + 1));
    }

    synchronized byte[] toBytes() {
        return XgboostCalls.run(() -> open().toByteArray("ubj"));
    }

    /** Predictions of the first rounds; empty once it is closed. */
    synchronized Optional<float[][]> predict(DMatrix rows, int rounds) throws XGBoostError {
        return closed ? Optional.empty() : Optional.of(booster.predict(rows, false, rounds));
    }

    /** Continues with another booster. */
    synchronized void replace(Booster other) {
        booster.dispose();
        booster = other;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            booster.dispose();
            closed = true;
        }
    }
}

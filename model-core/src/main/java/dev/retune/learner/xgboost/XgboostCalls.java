package dev.retune.learner.xgboost;

import ml.dmlc.xgboost4j.java.XGBoostError;

/** Calls XGBoost, and translates its exceptions. */
final class XgboostCalls {

    private XgboostCalls() {}

    interface NativeCall<T> {
        T run() throws XGBoostError;
    }

    /**
     * Runs a call.
     *
     * @throws IllegalArgumentException if XGBoost is absent, or does not run on this platform
     * @throws IllegalStateException if XGBoost fails
     */
    static <T> T run(NativeCall<T> work) {
        XgboostAvailability.check();
        try {
            return work.run();
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw XgboostAvailability.absent(e);
        }
    }
}

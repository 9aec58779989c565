package dev.retune.learner.xgboost;

/** Checks that XGBoost is available. Names none of its classes, so that it can be loaded without them. */
final class XgboostAvailability {

    private XgboostAvailability() {}

    /** @throws IllegalArgumentException if XGBoost is absent, or does not run on this platform */
    static void check() {
        try {
            Class.forName("ml.dmlc.xgboost4j.java.Booster");
        } catch (ClassNotFoundException | LinkageError e) {
            throw absent(e);
        }
    }

    static IllegalArgumentException absent(Throwable cause) {
        return new IllegalArgumentException(
                "learner 'xgboost' needs the Maven artifacts " + XgboostLearner.ARTIFACTS
                        + " on the class path, for a platform that XGBoost supports; missing: " + cause.getMessage()
                        + ". Add them to your build, or put their jars into lib/ of the distribution",
                cause);
    }
}

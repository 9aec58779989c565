/**
 * Trains and scores models: data sets, validation, learners, and cross-validation as an objective of studies.
 *
 * <p>Learners and metrics are services: a module that {@code provides} its own makes them known by name. Smile and
 * Commons Math have no module names of their own, so theirs follow from the names of their files; neither will have
 * another release that we could take. XGBoost, Kryo and OpenBLAS are optional: an application that wants one names its
 * module in {@code requires}, or with {@code --add-modules}.
 */
module dev.retune.modelcore {
    requires transitive dev.retune.optimizer;
    requires com.google.common;
    requires commons.math3;
    requires de.siegmar.fastcsv;
    requires org.slf4j;
    requires smile.core;
    requires smile.data;
    requires smile.math;
    requires tools.jackson.databind;
    requires static com.esotericsoftware.kryo; // named by a class of XGBoost
    requires static ml.dmlc.xgboost4j;
    requires static org.bytedeco.javacpp;
    requires static org.bytedeco.openblas;
    requires static org.jspecify;

    exports dev.retune.data;
    exports dev.retune.learner;
    exports dev.retune.objective;
    exports dev.retune.validation;

    uses dev.retune.learner.Learner;
    uses dev.retune.validation.Metric;

    provides dev.retune.learner.Learner with
            dev.retune.learner.AnyLearner,
            dev.retune.learner.bayes.NaiveBayesLearner,
            dev.retune.learner.kernel.SvmLearner,
            dev.retune.learner.linear.ElasticNetLearner,
            dev.retune.learner.linear.LassoLearner,
            dev.retune.learner.linear.LdaLearner,
            dev.retune.learner.linear.LogisticRegressionLearner,
            dev.retune.learner.linear.RidgeLearner,
            dev.retune.learner.neighbours.KnnLearner,
            dev.retune.learner.network.NetworkLearner,
            dev.retune.learner.tree.AdaBoostLearner,
            dev.retune.learner.tree.DecisionTreeLearner,
            dev.retune.learner.tree.GradientBoostingLearner,
            dev.retune.learner.tree.RandomForestLearner,
            dev.retune.learner.xgboost.XgboostLearner;
}

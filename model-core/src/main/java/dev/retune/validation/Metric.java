package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.internal.text.NearestName;
import dev.retune.trial.Direction;
import dev.retune.trial.Target;

import java.util.List;
import java.util.Locale;

/**
 * Scores predictions against the truth. The built-in ones agree with scikit-learn's of the same name, except where
 * their documentation says otherwise, and use the {@linkplain Dataset#weights weights} of rows.
 *
 * <p>Study files can also name metrics of your own that are services: named in
 * {@code META-INF/services/dev.retune.validation.Metric}, or provided by a module.
 *
 * <p>A class of the data set may be absent from the scored rows; each metric says how it handles that.
 */
public interface Metric {

    /** The share of rows whose most probable class is the true one. */
    Metric ACCURACY = new ClassificationMetric("accuracy", Direction.MAXIMIZE, ClassificationMetric::accuracy);

    /** The mean recall of the classes; classes without a row are left out. */
    Metric BALANCED_ACCURACY =
            new ClassificationMetric("balancedAccuracy", Direction.MAXIMIZE, ClassificationMetric::balancedAccuracy);

    /**
     * 2 tp / (2 tp + fp + fn). With two classes, the later one is positive ({@code yes} after {@code no}, 1 after 0);
     * without any true or predicted positive, the score is 0. With several classes it is the mean (macro) over those
     * that occur in truth or prediction.
     */
    Metric F1 = new ClassificationMetric("f1", Direction.MAXIMIZE, ClassificationMetric::f1);

    /**
     * The probability that a positive row has a greater predicted probability than a negative one, a tie counting half:
     * the area under the ROC curve. With two classes, the later one is positive; with several it is the mean over those
     * that occur of one class against the rest. It is not defined for rows of a single class: {@link #score} throws.
     */
    Metric AUC = new ClassificationMetric("auc", Direction.MAXIMIZE, ClassificationMetric::auc);

    /**
     * The mean of -ln p of the true class, with p at least 2^-52, so that one certain error adds 36.04 and not
     * infinity.
     */
    Metric LOG_LOSS = new ClassificationMetric("logLoss", Direction.MINIMIZE, ClassificationMetric::logLoss);

    /** The square root of the mean of the squared errors, in the unit of the target. */
    Metric RMSE = new RegressionMetric("rmse", Direction.MINIMIZE, RegressionMetric::rmse);

    /** The mean of the absolute errors, in the unit of the target. */
    Metric MAE = new RegressionMetric("mae", Direction.MINIMIZE, RegressionMetric::mae);

    /**
     * 1 - (sum of squared errors) / (sum of squared deviations of the truth from its mean). Where the truth is
     * constant: 1 if the predictions are exact, otherwise 0; also for a single row, where scikit-learn returns NaN.
     */
    Metric R2 = new RegressionMetric("r2", Direction.MAXIMIZE, RegressionMetric::r2);

    /** The name in study files: {@code accuracy}, {@code balancedAccuracy}, {@code logLoss}. */
    String name();

    /** The goal of studies that it scores: its name, and whether more is better. */
    Target goal();

    /** The task whose predictions it scores. */
    Task task();

    /**
     * The score of predictions.
     *
     * @param truth the rows predicted, in the same order
     * @throws IllegalArgumentException if predictions and truth do not match, there are no rows, or the score is not
     *     defined for these rows
     */
    double score(Dataset truth, Predictions predictions);

    /**
     * Throws if a metric does not suit the task of the data. Call it before anything is trained. Static, because with
     * default methods the initialization of this interface and of the built-in metrics could deadlock.
     *
     * @throws IllegalArgumentException if the task is another
     */
    static void check(Metric metric, Dataset data) {
        if (metric.task() != data.task()) {
            List<String> fitting = standard().stream()
                    .filter(other -> other.task() == data.task())
                    .map(Metric::name)
                    .toList();
            throw new IllegalArgumentException("metric '" + metric.name() + "' scores a "
                    + metric.task().name().toLowerCase(Locale.ROOT) + ", but target '"
                    + data.target().name() + "' asks for a "
                    + data.task().name().toLowerCase(Locale.ROOT)
                    + "; take one of " + String.join(", ", fitting));
        }
    }

    /**
     * Throws if a metric needs several rows, and one of the parts has a single row: there r2 is always 1 or 0, rmse is
     * the absolute error, balancedAccuracy and f1 are accuracy, and auc is not defined. Metrics of your own are not
     * checked. Weights, too, have no effect on the score of a single row.
     *
     * @param parts the rows of each score
     * @throws IllegalArgumentException if a part has a single row, and the metric is one of those or the rows are
     *     weighted; or if all rows of a part weigh 0
     */
    static void checkParts(Metric metric, List<Dataset> parts) {
        int rows = parts.stream().mapToInt(Dataset::size).min().orElseThrow();
        if (rows == 1 && parts.get(0).isWeighted()) {
            throw new IllegalArgumentException(
                    "rows are weighted, but each fold is scored by itself, and one has a single row to score"
                            + " (with leaveOneOut all have), where its weight would not count; take fewer folds, or"
                            + " no weight");
        }
        parts.forEach(Metric::checkWeights);
        List<Metric> ofSeveral = List.of(BALANCED_ACCURACY, F1, AUC, RMSE, R2);
        if (rows == 1 && ofSeveral.contains(metric)) {
            List<String> fitting = standard().stream()
                    .filter(other -> other.task() == metric.task() && !ofSeveral.contains(other))
                    .map(Metric::name)
                    .toList();
            throw new IllegalArgumentException("metric '" + metric.name()
                    + "' needs several rows, but each fold is scored by itself, and one has a single row to score"
                    + " (with leaveOneOut all have); take " + String.join(" or ", fitting) + ", or fewer folds");
        }
    }

    /**
     * Throws if all rows weigh 0, so that they cannot be scored.
     *
     * @throws IllegalArgumentException if all rows weigh 0
     */
    static void checkWeights(Dataset scored) {
        if (Checks.allWeigh0(scored)) {
            throw new IllegalArgumentException(scored.size()
                    + " rows that all weigh 0 are to be scored; take fewer folds, or leave such rows out");
        }
    }

    /** The built-in metrics. */
    static List<Metric> standard() {
        return List.of(ACCURACY, BALANCED_ACCURACY, F1, AUC, LOG_LOSS, RMSE, MAE, R2);
    }

    /** The built-in metrics, and those that are services. */
    static List<Metric> available() {
        return OwnMetrics.withStandard();
    }

    /**
     * The {@linkplain #available available} metric of that name; case, spaces, hyphens and underscores do not matter.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Metric named(String name) {
        String wanted = name.replaceAll("[\\s_-]", "");
        for (Metric metric : available()) {
            if (metric.name().equalsIgnoreCase(wanted)) {
                return metric;
            }
        }
        List<String> known = available().stream().map(Metric::name).toList();
        throw new IllegalArgumentException("unknown metric '" + name + "'" + NearestName.hintOrList(wanted, known));
    }
}

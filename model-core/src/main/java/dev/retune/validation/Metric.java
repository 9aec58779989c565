package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.internal.text.NearestName;
import dev.retune.trial.Goal;

import java.util.List;
import java.util.Locale;

/**
 * Scores predictions against the truth. The built-in ones agree with scikit-learn's of the same name, except where they say so, and
 * let each row count as much as its {@linkplain Dataset#weights weight}.
 *
 * <p>One of your own that {@code META-INF/services/dev.retune.validation.Metric} names can be named in study files, too.
 *
 * <p>A class of the data set may be absent from the rows scored; each metric says what becomes of it.
 */
public interface Metric {

    /** The share of rows whose most probable class is the true one. */
    Metric ACCURACY = new ClassificationMetric("accuracy", Goal.MAXIMIZE, ClassificationMetric::accuracy);

    /** The mean over classes of the share of their rows that is recognized; classes without a row are left out. */
    Metric BALANCED_ACCURACY =
            new ClassificationMetric("balancedAccuracy", Goal.MAXIMIZE, ClassificationMetric::balancedAccuracy);

    /**
     * 2 tp / (2 tp + fp + fn). Of two classes the later one is positive ({@code yes} after {@code no}, 1 after 0), and without any
     * positive, true or predicted, the score is 0. Of several classes it is the mean over those (macro) that occur, in truth or
     * prediction.
     */
    Metric F1 = new ClassificationMetric("f1", Goal.MAXIMIZE, ClassificationMetric::f1);

    /**
     * The probability that a positive row has a greater predicted probability than a negative one, a tie counting half: the area
     * under the ROC curve. Of two classes the later one is positive; of several it is the mean of one class against the rest over
     * those that occur. Rows of a single class have no such score: {@link #score} throws.
     */
    Metric AUC = new ClassificationMetric("auc", Goal.MAXIMIZE, ClassificationMetric::auc);

    /** The mean of -ln p of the true class, with p at least 2^-52, so that one certain error costs 36.04 and not infinity. */
    Metric LOG_LOSS = new ClassificationMetric("logLoss", Goal.MINIMIZE, ClassificationMetric::logLoss);

    /** The square root of the mean of the squared errors, in the unit of the target. */
    Metric RMSE = new RegressionMetric("rmse", Goal.MINIMIZE, RegressionMetric::rmse);

    /** The mean of the absolute errors, in the unit of the target. */
    Metric MAE = new RegressionMetric("mae", Goal.MINIMIZE, RegressionMetric::mae);

    /**
     * 1 - (sum of squared errors) / (sum of squared deviations of the truth from its mean). Where the truth is constant: 1 if the
     * predictions are exact, otherwise 0; also for a single row, of which scikit-learn says NaN.
     */
    Metric R2 = new RegressionMetric("r2", Goal.MAXIMIZE, RegressionMetric::r2);

    /** As in a study file: {@code accuracy}, {@code balancedAccuracy}, {@code logLoss}. */
    String name();

    /** Whether more is better. */
    Goal goal();

    /** The task whose predictions it scores. */
    Task task();

    /**
     * The score of predictions.
     *
     * @param truth the rows predicted, in the same order
     * @throws IllegalArgumentException if predictions and truth do not fit together, there are no rows, or these rows have no such
     *     score
     */
    double score(Dataset truth, Predictions predictions);

    /**
     * Throws if a metric cannot score predictions of such data: to be called before anything is trained. Static, because default
     * methods would let the built-in metrics and this interface wait for each other's initialization.
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
     * Throws if a metric means something only of several rows, and is to score parts one of which has a single row: there r2 is always 1
     * or 0, rmse the absolute error, balancedAccuracy and f1 mere hits, and auc does not exist. Of metrics of your own nothing is known.
     * A weight means something only of several rows, too, as the score of a part is their mean.
     *
     * @param parts the rows that are scored by themselves
     * @throws IllegalArgumentException if one has a single row, and the metric is one of those, or rows are weighted; or its rows all
     *     weigh 0
     */
    static void checkParts(Metric metric, List<Dataset> parts) {
        int rows = parts.stream().mapToInt(Dataset::size).min().orElseThrow();
        if (rows == 1 && parts.get(0).isWeighted()) {
            throw new IllegalArgumentException(
                    "rows are weighted, but each fold is scored by itself, and one has a single row to score"
                            + " (with leaveOneOut all have), where its weight would not count; take fewer folds, or no weight");
        }
        parts.forEach(Metric::checkWeights);
        List<Metric> ofSeveral = List.of(BALANCED_ACCURACY, F1, AUC, RMSE, R2);
        if (rows == 1 && ofSeveral.contains(metric)) {
            List<String> fitting = standard().stream()
                    .filter(other -> other.task() == metric.task() && !ofSeveral.contains(other))
                    .map(Metric::name)
                    .toList();
            throw new IllegalArgumentException("metric '" + metric.name()
                    + "' needs several rows, but each fold is scored by itself, and one has a single row to score (with leaveOneOut"
                    + " all have); take " + String.join(" or ", fitting) + ", or fewer folds");
        }
    }

    /**
     * Throws if rows cannot be scored, as none counts.
     *
     * @throws IllegalArgumentException if they are weighted, and all weigh 0
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

    /** The built-in metrics, and those of your own that are services. */
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

package dev.retune.learner.classical;

import dev.retune.data.CategoricalColumn;
import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import dev.retune.learner.Learners;
import dev.retune.learner.Training;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Predictions against scikit-learn 1.2:
 *
 * <pre>
 * x = np.array([[0.,1],[1,3],[2,2],[3,5],[4,3],[5,7],[6,4],[7,8]]); c = np.array([0,0,1,0,1,1,2,2]); n = 8
 * y = np.array([1,2,2.5,4,4,6.5,6,8]); z = (x - x.mean(0)) / x.std(0); t = (y - y.mean()) / y.std()
 * q = (np.array([[2.5,4],[6.5,5]]) - x.mean(0)) / x.std(0)
 * </pre>
 *
 * with the command beside each, fitted to z and t or c, asked for q; times y.std() plus y.mean().
 */
class ReferenceTest {

    private static final NumericColumn A = NumericColumn.of("a", 0, 1, 2, 3, 4, 5, 6, 7);
    private static final NumericColumn B = NumericColumn.of("b", 1, 3, 2, 5, 3, 7, 4, 8);
    private static final Dataset QUESTIONS = Dataset.of(
            NumericColumn.of("y", 0, 0), List.of(NumericColumn.of("a", 2.5, 6.5), NumericColumn.of("b", 4, 5)));

    private static Predictions predict(String learner, Map<String, Object> values, Dataset data) {
        Training training = Learners.named(learner).start(values, data, 1);
        while (training.advance()) {}
        return training.model().predict(QUESTIONS);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                // Ridge(alpha=n*.1)
                arguments("ridge", Map.of("lambda", 0.1), 3.6022304565099597, 6.383985764658762, 1e-6),
                // Lasso(alpha=.1, tol=1e-12)
                arguments("lasso", Map.of("lambda", 0.1), 3.582317109213306, 6.400086190992326, 1e-6),
                // ElasticNet(alpha=.2, l1_ratio=.5, tol=1e-12)
                arguments(
                        "elasticNet", Map.of("lambda", 0.2, "l1Ratio", 0.5), 3.660559106459568, 6.18276148917299, 1e-6),
                // KNeighborsRegressor(3, weights='distance', metric='manhattan')
                arguments(
                        "knn",
                        Map.of("neighbors", 3, "weights", "distance", "metric", "manhattan"),
                        3.4536484684649738,
                        5.6506284192288465,
                        1e-6),
                // SVR(C=2, epsilon=.1, gamma=.5)
                arguments(
                        "svm",
                        Map.of("cost", 2, "epsilon", 0.1, "gamma", 1),
                        3.5157477905061842,
                        6.451060879977996,
                        0.002));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void predict_ofNumbers_isAsScikitLearnSays(
            String learner, Map<String, Object> values, double first, double second, double tolerance) {
        Dataset data = Dataset.of(NumericColumn.of("y", 1, 2, 2.5, 4, 4, 6.5, 6, 8), List.of(A, B));

        Values predictions = (Values) predict(learner, values, data);

        assertThat(new double[] {predictions.value(0), predictions.value(1)})
                .containsExactly(new double[] {first, second}, Offset.offset(tolerance));
    }

    static Stream<Arguments> classes() {
        return Stream.of(
                // LogisticRegression(C=1/(n*.05), tol=1e-10)
                arguments(
                        "logisticRegression",
                        Map.of("l2", 0.05),
                        new double[] {0.5301274568258834, 0.4184790038038824, 0.051393539370234276},
                        new double[] {0.030752027196713775, 0.32363953822281244, 0.6456084345804739},
                        1e-4),
                // LogisticRegression(C=1/(n*.05), tol=1e-10, class_weight='balanced')
                arguments(
                        "logisticRegression",
                        Map.of("l2", 0.05, "balance", "weights"),
                        new double[] {0.5243911760867986, 0.41598039367740247, 0.05962843023579892},
                        new double[] {0.028681613498645092, 0.24055265549246257, 0.7307657310088923},
                        1e-4),
                // GaussianNB(var_smoothing=.01)
                arguments(
                        "naiveBayes",
                        Map.of("varianceSmoothing", 0.01),
                        new double[] {0.5229309045242225, 0.47706909547336596, 2.4114475031620336e-12},
                        new double[] {0.00010180868517695022, 0.048115574334356016, 0.9517826169804671},
                        1e-6),
                // LinearDiscriminantAnalysis(solver='lsqr')
                arguments(
                        "lda",
                        Map.of("shrinkage", 0),
                        new double[] {0.8081593902297339, 0.1918404555875931, 1.5418267294331108e-07},
                        new double[] {1.8322310786359817e-13, 0.00020357004976440901, 0.9997964299500525},
                        1e-5),
                // KNeighborsClassifier(3, weights='distance')
                arguments(
                        "knn",
                        Map.of("neighbors", 3, "weights", "distance"),
                        new double[] {0.7223554202858798, 0.27764457971412015, 0},
                        new double[] {0, 0.24694017654674302, 0.753059823453257},
                        1e-6));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void predict_ofClasses_isAsScikitLearnSays(
            String learner, Map<String, Object> values, double[] first, double[] second, double tolerance) {
        Dataset data =
                Dataset.of(CategoricalColumn.of("c", List.of("k", "l", "m"), 0, 0, 1, 0, 1, 1, 2, 2), List.of(A, B));

        Probabilities predictions = (Probabilities) predict(learner, values, data);

        assertThat(row(predictions, 0)).containsExactly(first, Offset.offset(tolerance));
        assertThat(row(predictions, 1)).containsExactly(second, Offset.offset(tolerance));
    }

    @Test
    void predict_ofTwoClasses_byLogisticRegression_isAsScikitLearnSays() {
        Dataset data = Dataset.of(CategoricalColumn.of("c", List.of("k", "l"), 0, 0, 1, 0, 1, 1, 1, 1), List.of(A, B));

        Probabilities predictions = (Probabilities) predict("logisticRegression", Map.of("l2", 0.05), data);

        // LogisticRegression(C=1/(n*.05), tol=1e-10).fit(z, np.minimum(c, 1))
        assertThat(row(predictions, 0))
                .containsExactly(new double[] {0.4911911927544156, 0.5088088072455844}, Offset.offset(1e-4));
        assertThat(row(predictions, 1))
                .containsExactly(new double[] {0.05197611130713564, 0.9480238886928644}, Offset.offset(1e-4));
    }

    private static double[] row(Probabilities predictions, int row) {
        double[] p = new double[predictions.classes()];
        Arrays.setAll(p, code -> predictions.probability(row, code));
        return p;
    }
}

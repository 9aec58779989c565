package dev.retune.objective;

import dev.retune.budget.Budget;
import dev.retune.data.CategoricalColumn;
import dev.retune.data.Column;
import dev.retune.data.Dataset;
import dev.retune.data.FittedPreprocessing;
import dev.retune.data.NumericColumn;
import dev.retune.data.Preprocessing;
import dev.retune.data.Task;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.study.Study;
import dev.retune.trial.Direction;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;
import dev.retune.validation.Splitter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data of which nothing can be learned, unless something is learned from the rows that a model is scored on. Each test
 * does that first, by hand, to show that it would be noticed; the objective must not do better than chance.
 */
class LeakageTest {

    private static final Splitter FOLDS = CrossValidation.stratified(5, 3);

    /** All learners of classes, but for the one that is any of the others. */
    static Stream<Named<Learner>> learners() {
        return Learners.names().stream()
                .filter(name -> !name.equals("any"))
                .map(Learners::named)
                .filter(learner -> learner.tasks().contains(Task.CLASSIFICATION))
                .map(learner -> Named.of(learner.name(), learner));
    }

    /** Those that hear how columns are scaled. */
    static Stream<Named<Learner>> learnersByDistance() {
        return Stream.of("network", "svm", "knn").map(name -> Named.of(name, Learners.named(name)));
    }

    /** The cross-validated accuracy of the learner with its defaults. */
    private static TrialRecord trial(Learner learner, Dataset data, Splitter splitter) {
        Parameter<?> any = learner.hyperparameters().parameters().get(0);
        SearchSpace space =
                SearchSpace.of(Parameter.choice(any.name(), learner.defaults().get(any.name())));
        Study study = Study.over(space)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(1))
                .seed(1)
                .build();
        Runner.sequential().run(study, CrossValidatedObjective.of(learner, data, splitter, Metric.ACCURACY));
        return study.best().orElseThrow();
    }

    private static double accuracy(Learner learner, Dataset data) {
        TrialRecord trial = trial(learner, data, FOLDS);
        assertThat(trial.measurement().orElseThrow().folds()).hasSize(5);
        return trial.value();
    }

    private static CategoricalColumn target(int[] codes) {
        return CategoricalColumn.of("y", List.of("no", "yes"), codes);
    }

    private static int[] coins(int rows, Random random) {
        return random.ints(rows, 0, 2).toArray();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void evaluate_categoriesOfRandomClass_isChance(Learner learner) {
        int rows = 240;
        Random random = new Random(17);
        int[] y = coins(rows, random);
        int[] level = random.ints(rows, 0, 150).toArray();
        Column category = CategoricalColumn.of(
                "c", IntStream.of(level).mapToObj(l -> "level" + l).toList());

        double[] sum = new double[150];
        double[] count = new double[150];
        for (int row = 0; row < rows; row++) {
            sum[level[row]] += y[row];
            count[level[row]]++;
        }
        Column encodedByAllRows = NumericColumn.of(
                "c", IntStream.of(level).mapToDouble(l -> sum[l] / count[l]).toArray());

        assertThat(accuracy(learner, Dataset.of(target(y), List.of(encodedByAllRows))))
                .as("with a target encoding of all rows")
                .isGreaterThan(0.68);
        // standard error of chance: 0.032
        assertThat(accuracy(learner, Dataset.of(target(y), List.of(category)))).isBetween(0.4, 0.6);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void evaluate_veryManyRandomFeatures_isChance(Learner learner) {
        int rows = 100;
        Random random = new Random(23);
        int[] y = coins(rows, random);
        List<NumericColumn> noise = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            noise.add(NumericColumn.of("x" + i, random.doubles(rows).toArray()));
        }
        double[] index = new double[rows];
        noise.stream()
                .sorted(Comparator.comparingDouble(column -> -Math.abs(covariance(column.values(), y))))
                .limit(20)
                .forEach(chosen -> Arrays.setAll(
                        index, row -> index[row] + Math.signum(covariance(chosen.values(), y)) * chosen.value(row)));

        assertThat(accuracy(learner, Dataset.of(target(y), List.of(NumericColumn.of("index", index)))))
                .as("with an index of the features that suit all rows")
                .isGreaterThan(0.75);
        // standard error of chance: 0.05
        assertThat(accuracy(learner, Dataset.of(target(y), noise))).isBetween(0.3, 0.68);
    }

    private static double covariance(double[] x, int[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = IntStream.of(y).average().orElseThrow();
        return IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - meanX) * (y[i] - meanY))
                .sum();
    }

    /** The first half is trained on, the second half scored. */
    private static Splitter halves(int rows) {
        int[] training = IntStream.range(0, rows / 2).toArray();
        int[] validation = IntStream.range(rows / 2, rows).toArray();
        return data -> List.of(Split.of(training, validation));
    }

    /** A number that hardly varies in training, and wildly in validation: only its scale in all rows would hide it. */
    @ParameterizedTest
    @MethodSource("learnersByDistance")
    void evaluate_scaleThatOnlyValidationRowsHave_isNotKnown(Learner learner) {
        int rows = 800;
        Random random = new Random(29);
        int[] y = coins(rows, random);
        double[] signal = IntStream.of(y)
                .mapToDouble(c -> c + 0.3 * random.nextGaussian())
                .toArray();
        double[] wild = IntStream.range(0, rows)
                .mapToDouble(row -> random.nextGaussian() * (row < rows / 2 ? 1e-4 : 1))
                .toArray();
        Dataset data =
                Dataset.of(target(y), List.of(NumericColumn.of("signal", signal), NumericColumn.of("wild", wild)));

        assertThat(scaledByAllRows(data, y)).as("scaled by all rows").isGreaterThan(0.85);
        assertThat(trial(learner, data, halves(rows)).value()).isBetween(0.4, 0.65);
    }

    private static double scaledByAllRows(Dataset data, int[] y) {
        int half = data.size() / 2;
        FittedPreprocessing leaky = Preprocessing.standard().fit(data);
        float[][] x = leaky.apply(data);
        double[] w = new double[x[0].length + 1]; // of a logistic regression, its intercept last
        for (int step = 0; step < 500; step++) {
            double[] gradient = new double[w.length];
            for (int row = 0; row < half; row++) {
                double error = 1 / (1 + Math.exp(-output(w, x[row]))) - y[row];
                for (int j = 0; j < x[row].length; j++) {
                    gradient[j] += error * x[row][j] / half;
                }
                gradient[w.length - 1] += error / half;
            }
            Arrays.setAll(w, j -> w[j] - gradient[j]);
        }
        long hits = IntStream.range(0, half)
                .filter(row -> (output(w, x[half + row]) > 0 ? 1 : 0) == y[half + row])
                .count();
        return (double) hits / half;
    }

    private static double output(double[] w, float[] x) {
        double sum = w[x.length];
        for (int j = 0; j < x.length; j++) {
            sum += w[j] * x[j];
        }
        return sum;
    }

    /**
     * The cells that are missing in validation would be filled in rightly by the median of all rows, wrongly by that of
     * training.
     */
    @ParameterizedTest
    @MethodSource("learners")
    void evaluate_medianThatOnlyValidationRowsHave_isNotKnown(Learner learner) {
        int rows = 800;
        Random random = new Random(31);
        int[] y = new int[rows];
        double[] x = new double[rows];
        for (int row = 0; row < rows; row++) {
            boolean training = row < rows / 2;
            y[row] = training && row % 5 < 3 ? 0 : 1; // three in five at first, none later
            boolean missing = !training && row % 4 == 0;
            x[row] = missing ? Double.NaN : 2 * y[row] - 1 + 0.1 * random.nextGaussian();
        }
        double[] present =
                Arrays.stream(x).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double median = present[present.length / 2];
        double[] filled =
                Arrays.stream(x).map(v -> Double.isNaN(v) ? median : v).toArray();

        assertThat(trial(learner, Dataset.of(target(y), List.of(NumericColumn.of("x", filled))), halves(rows))
                        .value())
                .as("filled in by all rows")
                .isGreaterThan(0.95);
        assertThat(trial(learner, Dataset.of(target(y), List.of(NumericColumn.of("x", x))), halves(rows))
                        .value())
                .isLessThan(0.8);
    }

    /**
     * Rows outside of the training part, such as a hold-out, may be anything: the score of the others is the same to
     * the last bit.
     */
    @ParameterizedTest
    @MethodSource("learners")
    void evaluate_otherFeaturesOutsideTraining_isTheSame(Learner learner) {
        Random random = new Random(37);
        int[] y = coins(120, random);
        double[] x = IntStream.of(y).mapToDouble(c -> c + random.nextGaussian()).toArray();
        double[] changed = x.clone();
        for (int row = 60; row < 120; row += 2) {
            changed[row] = 1e6 * random.nextGaussian();
        }
        Dataset data = Dataset.of(target(y), List.of(NumericColumn.of("x", x)));
        Dataset other = Dataset.of(target(y), List.of(NumericColumn.of("x", changed)));
        int[] training = IntStream.range(0, 60).toArray();
        int[] odd = IntStream.range(60, 120).filter(row -> row % 2 == 1).toArray();
        Splitter scoredOnOdd = rows -> List.of(Split.of(training, odd));

        assertThat(trial(learner, other, scoredOnOdd).value())
                .isEqualTo(trial(learner, data, scoredOnOdd).value());
    }
}

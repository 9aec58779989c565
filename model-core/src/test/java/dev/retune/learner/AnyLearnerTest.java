package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnyLearnerTest extends LearnerContract {

    @Override
    protected Learner learner() {
        return Learners.any();
    }

    @Override
    protected Map<String, Object> quick() {
        return Map.of("learner", "randomForest", "randomForest.trees", 40);
    }

    @Nested
    class OfTwo extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.any("knn", "network");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of(
                    "learner",
                    "network",
                    "network.layers",
                    1,
                    "network.units",
                    8,
                    "network.epochs",
                    20,
                    "network.batchSize",
                    8);
        }
    }

    @Test
    void space_activatesTheParametersOfTheChosenLearnerOnly() {
        SearchSpace space = Learners.any("svm", "knn").space();
        Set<Set<String>> seen = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Configuration configuration = space.sample(random);
            String learner = (String) configuration.get("learner");
            Set<String> names = configuration.toMap().keySet();
            assertThat(names).allMatch(name -> name.equals("learner") || name.startsWith(learner + "."));
            seen.add(Set.copyOf(names));
        }
        assertThat(seen).hasSize(4); // of k-NN one; of SVM three: with gamma and degree, gamma alone, or neither
    }

    @Test
    void space_ofASchema_hasThoseThatLearnItsTask() {
        Dataset numbers = TestData.numbers(20, 1);

        SearchSpace space = Learners.any("svm", "lda", "ridge").space(numbers.schema());

        assertThat(space.toJson()).contains("svm", "ridge").doesNotContain("lda");
        assertThat(Learners.any().space(numbers.schema()).toJson()).doesNotContain("logisticRegression");
    }

    @Test
    void unweighted_namesThoseThatMayBeChosen() {
        assertThat(Learners.any("svm", "knn").unweighted(TestData.numbers(20, 1).schema()))
                .containsExactly("knn");
        assertThat(Learners.any("svm", "knn").unweighted(TestData.classes(20, 1).schema()))
                .isEmpty();
    }

    @Test
    void advance_whenTheThreadIsInterrupted_stopsBetweenTrees() {
        Dataset data = TestData.numbers(40, 1);
        Map<String, Object> values = Map.of("learner", "gradientBoosting", "gradientBoosting.trees", 60);
        Training training = Learners.any().start(values, data, 3);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(training::advance).isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }

        assertThat(training.step()).isZero();
        assertThat(training.advance()).isTrue();
    }

    @Test
    void space_whenNoneLearnsTheTask_saysSo() {
        Dataset classes = TestData.classes(20, 1);

        assertThat(Learners.any("ridge", "lasso").tasks()).containsExactly(Task.REGRESSION);
        assertThatThrownBy(() -> Learners.any("ridge", "lasso").space(classes.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target 'kind' has classes");
    }

    @Test
    void advance_trainsATwentiethAtATime() {
        Training half = Learners.any()
                .start(
                        Map.of("learner", "gradientBoosting", "gradientBoosting.trees", 60, "effort", 10),
                        TestData.numbers(40, 1),
                        3);
        Training thirty = Learners.named("gradientBoosting").start(Map.of("trees", 30), TestData.numbers(40, 1), 3);

        while (half.advance()) {}
        while (thirty.advance()) {}

        assertThat(half.step()).isEqualTo(10);
        assertThat(half.trainingLoss()).isEqualTo(thirty.trainingLoss());
    }

    @Test
    void advance_ofALearnerOfOneStep_isDoneAfterIt() {
        Training training = Learners.any().start(Map.of("learner", "knn"), TestData.classes(40, 1), 3);

        assertThat(training.advance()).isTrue();
        assertThat(training.advance()).isFalse();
    }

    @Test
    void resume_ofAnotherLearner_isRefused() {
        Dataset data = TestData.classes(40, 1);
        byte[] checkpoint =
                Learners.any().start(Map.of("learner", "knn"), data, 3).checkpoint();

        assertThatThrownBy(() -> Learners.any().resume(checkpoint, Map.of("learner", "lda"), data, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learner 'knn', not 'lda'");
    }

    @Test
    void any_ofNamesThatCannotBe_saysWhy() {
        assertThatThrownBy(() -> Learners.any("svm", "kn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean 'knn'?");
        assertThatThrownBy(() -> Learners.any("svm", "any")).isInstanceOf(IllegalArgumentException.class);
    }
}

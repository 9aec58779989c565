package dev.retune.learner.classical;

import dev.retune.learner.Learner;
import dev.retune.learner.LearnerContract;
import dev.retune.learner.Learners;
import org.junit.jupiter.api.Nested;

import java.util.Map;

/** Every learner of the package keeps the contract. */
class ClassicalLearnersTest {

    @Nested
    class RandomForest extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("randomForest");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("trees", 6);
        }
    }

    @Nested
    class GradientBoosting extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("gradientBoosting");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("trees", 25, "sampleFraction", 0.8, "learningRate", 0.3);
        }
    }

    @Nested
    class AdaBoost extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("adaBoost");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("trees", 6, "maxDepth", 2);
        }
    }

    @Nested
    class DecisionTree extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("decisionTree");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("minLeaf", 3);
        }
    }

    @Nested
    class Svm extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("svm");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("kernel", "linear");
        }
    }

    @Nested
    class Knn extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("knn");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("neighbors", 7);
        }
    }

    @Nested
    class LogisticRegression extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("logisticRegression");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("l2", 0.01);
        }
    }

    @Nested
    class NaiveBayes extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("naiveBayes");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("smoothing", 2);
        }
    }

    @Nested
    class Lda extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("lda");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("shrinkage", 0.1);
        }
    }

    @Nested
    class Ridge extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("ridge");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("lambda", 0.02);
        }
    }

    @Nested
    class Lasso extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("lasso");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("lambda", 0.02);
        }
    }

    @Nested
    class ElasticNet extends LearnerContract {
        @Override
        protected Learner learner() {
            return Learners.named("elasticNet");
        }

        @Override
        protected Map<String, Object> quick() {
            return Map.of("lambda", 0.02, "l1Ratio", 0.3);
        }
    }
}

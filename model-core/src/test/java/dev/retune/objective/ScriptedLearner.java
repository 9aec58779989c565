package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.Training;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.validation.Predictions;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A learner of numbers that predicts its step, and does at each step what the test says. Its training loss at step s is
 * 100 - s.
 *
 * @param steps their name, empty if it has a single one
 * @param atStep told the step, before it counts
 * @param atStart told the rows to learn from
 * @param atClose when a training is closed
 */
record ScriptedLearner(Optional<String> steps, IntConsumer atStep, Consumer<Dataset> atStart, Runnable atClose)
        implements Learner {

    private static final IntParameter ROUNDS = Parameter.integer("rounds", 1, 1000);

    static ScriptedLearner ofRounds(IntConsumer atStep) {
        return new ScriptedLearner(Optional.of("rounds"), atStep, rows -> {}, () -> {});
    }

    /** Whose trainings have one step only. */
    static ScriptedLearner ofOneStep(Consumer<Dataset> atStart) {
        return new ScriptedLearner(Optional.empty(), step -> {}, atStart, () -> {});
    }

    ScriptedLearner closing(Runnable then) {
        return new ScriptedLearner(steps, atStep, atStart, then);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public SearchSpace space() {
        return SearchSpace.of(Parameter.integer("rounds", 1, steps.isPresent() ? 10 : 1));
    }

    @Override
    public Hyperparameters hyperparameters() {
        return Hyperparameters.of(name()).add(ROUNDS, 3).build();
    }

    @Override
    public Training start(Map<String, ?> values, Dataset training, long seed) {
        atStart.accept(training);
        return new Rounds(hyperparameters().complete(values).get(ROUNDS), training.schema());
    }

    @Override
    public Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed) {
        throw new IllegalArgumentException("no checkpoint of mine");
    }

    @Override
    public Model read(byte[] model) {
        throw new UnsupportedOperationException();
    }

    private final class Rounds implements Training {

        private final int rounds;
        private final Schema schema;
        private int step;

        private Rounds(int rounds, Schema schema) {
            this.rounds = rounds;
            this.schema = schema;
        }

        @Override
        public boolean advance() {
            if (step == rounds) {
                return false;
            }
            atStep.accept(step + 1);
            step++;
            return true;
        }

        @Override
        public int step() {
            return step;
        }

        @Override
        public double trainingLoss() {
            return 100 - step;
        }

        @Override
        public Model model() {
            int predicted = step;
            return new Model() {
                @Override
                public Schema schema() {
                    return schema;
                }

                @Override
                public Predictions predict(Dataset rows) {
                    double[] values = new double[rows.size()];
                    Arrays.fill(values, predicted);
                    return Predictions.values(values);
                }

                @Override
                public byte[] toBytes() {
                    throw new UnsupportedOperationException();
                }
            };
        }

        @Override
        public void close() {
            atClose.run();
        }

        @Override
        public byte[] checkpoint() {
            return new byte[0];
        }
    }
}

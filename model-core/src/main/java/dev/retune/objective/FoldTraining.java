package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.learner.Training;
import dev.retune.validation.Metric;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** The training of one fold, with its validation rows. For one thread at a time. */
final class FoldTraining implements AutoCloseable {

    private final int index;
    private final int of;
    private final Supplier<Training> begin;
    private final Dataset validation;
    private final Metric metric;
    private final List<Double> losses = new ArrayList<>(); // one a step
    private @Nullable Training training; // once it has begun

    private OptionalDouble failedAt = OptionalDouble.empty();
    private boolean complete;
    private int scored = -1;
    private double score;

    /** A fold whose training has not started. */
    FoldTraining(int index, int of, Supplier<Training> begin, Dataset validation, Metric metric) {
        this.index = index;
        this.of = of;
        this.begin = begin;
        this.validation = validation;
        this.metric = metric;
    }

    /** A fold with at least one step. */
    FoldTraining(int index, int of, Training training, List<Double> losses, Dataset validation, Metric metric) {
        this(index, of, () -> training, validation, metric);
        this.training = training;
        this.losses.addAll(losses);
    }

    /** Trains until that step, or until the training ends. */
    void advanceTo(int step) {
        while (losses.size() < step && advance()) {
            // a step at a time
        }
    }

    /** Trains to the end, checking between steps whether to stop, and scores. */
    void finish(Runnable throwIfStopped) {
        do {
            throwIfStopped.run();
        } while (advance());
        score();
        complete = true;
    }

    private boolean advance() {
        return FoldFailedException.in(index, of, () -> {
            Training now = training();
            try {
                boolean advanced = now.advance();
                if (advanced) {
                    losses.add(now.trainingLoss());
                }
                return advanced;
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                failedAt = OptionalDouble.of(now.trainingLoss());
                throw e;
            }
        });
    }

    private Training training() {
        Training begun = training;
        if (begun == null) {
            begun = begin.get();
            training = begun;
        }
        return begun;
    }

    /** Whether {@link #finish} has completed. */
    boolean isComplete() {
        return complete;
    }

    /** The training loss after each step. */
    List<Double> losses() {
        return List.copyOf(losses);
    }

    /** The training loss at which the training failed, if it did and the loss is finite. */
    Optional<Double> failedAt() {
        return failedAt.stream().filter(Double::isFinite).boxed().findFirst();
    }

    /** The metric's score after the last step; computed once for each step. */
    double score() {
        if (scored != losses.size()) {
            score = FoldFailedException.in(
                    index, of, () -> metric.score(validation, training().model().predict(validation)));
            scored = losses.size();
        }
        return score;
    }

    @Override
    public void close() {
        if (training != null) {
            training.close();
        }
    }

    Checkpoint.Open checkpoint() {
        return new Checkpoint.Open(
                losses(), losses.isEmpty() ? new byte[0] : training().checkpoint());
    }
}

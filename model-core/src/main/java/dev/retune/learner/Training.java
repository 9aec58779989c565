package dev.retune.learner;

/**
 * A training that proceeds in steps: an epoch, a tree, or everything in one step.
 *
 * <pre>{@code
 * try (Training training = learner.start(Map.of("learningRate", 0.1), data, 42)) {
 *     while (training.advance()) {
 *         report(training.step(), training.trainingLoss());
 *     }
 *     return training.model();
 * }
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public interface Training extends AutoCloseable {

    /**
     * Makes the next step, if there is one.
     *
     * @return whether a step was made
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during the step; the step was
     *     not made, and can be made later
     * @throws RuntimeException if the training fails, for example because it diverges; the message says why
     */
    boolean advance();

    /** The number of steps that were made. */
    int step();

    /**
     * The loss that training minimizes, on the training rows and with its penalties, after the last step; NaN before
     * the first, or if the learner has no such number. Where the training diverged, the loss at which that was found.
     */
    double trainingLoss();

    /**
     * The model after the last step. Later steps do not change it.
     *
     * @throws IllegalStateException if no step was made, and there is no model before the first
     */
    Model model();

    /** The whole state after the last step, for {@link Learner#resume}. */
    byte[] checkpoint();

    /**
     * Releases native memory, if there is any. No further steps can be made; models remain valid. Further calls have no
     * effect.
     */
    @Override
    default void close() {}
}

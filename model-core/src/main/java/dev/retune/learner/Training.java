package dev.retune.learner;

/**
 * A model in the making: epoch by epoch, tree by tree, or in a single step.
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
 * <p>Belongs to one thread at a time.
 */
public interface Training extends AutoCloseable {

    /**
     * Trains one step, unless none is left.
     *
     * @return whether a step was trained
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, and the step is long enough to look: it is not
     *     made, and may be made later
     * @throws RuntimeException if the training fails, for example because it diverges; the message says why
     */
    boolean advance();

    /** How many steps are done. */
    int step();

    /**
     * The loss that training minimizes, on the training rows and with its penalties, after the last step; NaN before the first, or if
     * the learner has no such number. Where the training diverged, the loss at which that was found.
     */
    double trainingLoss();

    /**
     * The model as it is after the last step; later steps do not change it.
     *
     * @throws IllegalStateException if there is no step yet, and no model without one
     */
    Model model();

    /** The whole state between two steps, for {@link Learner#resume}. */
    byte[] checkpoint();

    /**
     * Gives back what it holds outside of Java's memory, if anything. It cannot go on, but its models stay as they are. May be called
     * again.
     */
    @Override
    default void close() {}
}

/**
 * The batched neural network in {@code float}: describe it with {@link dev.retune.learner.network.NetworkSettings}, train it
 * epoch by epoch with {@link dev.retune.learner.network.NetworkTraining}, predict with
 * {@link dev.retune.learner.network.Network}.
 *
 * <p>Matrices are arrays of rows, because that is the shape of loop that the JIT compiler of Java 17 vectorises.
 */
@NullMarked
package dev.retune.learner.network;

import org.jspecify.annotations.NullMarked;

/**
 * The neural network, in {@code float} and mini-batches: {@code NetworkSettings} describe it, {@code NetworkTraining}
 * trains it epoch by epoch, and {@code Network} predicts. Only {@link dev.retune.learner.network.NetworkLearner} is
 * public. The only package that imports {@code org.bytedeco..}; imports {@code data}, {@code validation} and
 * {@code learner}.
 *
 * <p>Matrices are arrays of rows, because the JIT compiler of Java 17 vectorizes loops over these.
 */
@NullMarked
package dev.retune.learner.network;

import org.jspecify.annotations.NullMarked;

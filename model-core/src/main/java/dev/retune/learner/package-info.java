/**
 * Learners with their hyperparameters and search spaces, trainings step by step, and models that predict and can be
 * saved. The implementations have packages of their own below. Imports {@code data} and {@code validation}.
 */
@NullMarked
package dev.retune.learner;

import org.jspecify.annotations.NullMarked;

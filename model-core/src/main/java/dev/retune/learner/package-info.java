/** What learns: learners with their hyperparameters and search spaces, trainings step by step, models that predict. */
@NullMarked
package dev.retune.learner;

import org.jspecify.annotations.NullMarked;

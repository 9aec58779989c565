/**
 * What the classical learners have in common: rows as a matrix, class weights, predictors that are learned step by
 * step, model files and checkpoints. Knows no learner; imports {@code data}, {@code validation} and {@code learner}.
 */
@NullMarked
package dev.retune.learner.classical;

import org.jspecify.annotations.NullMarked;

/**
 * Naive Bayes. A new learner that estimates a distribution for each class goes here. Imports {@code learner.classical}.
 */
@NullMarked
package dev.retune.learner.bayes;

import org.jspecify.annotations.NullMarked;

/**
 * Linear models: ridge, lasso, elastic net, logistic regression and linear discriminant analysis. A new learner whose
 * predictions are weighted sums of the inputs goes here. Imports {@code learner.classical}, and {@code learner.smile},
 * which minimizes.
 */
@NullMarked
package dev.retune.learner.linear;

import org.jspecify.annotations.NullMarked;

/**
 * Bayesian optimization with a Gaussian process as surrogate: features, kernel, fit, posterior, acquisition and its
 * maximizer. Only the strategy and its surrogate are public. Imports {@code space}, {@code trial} and {@code
 * strategy}.
 */
@NullMarked
package dev.retune.strategy.gp;

import org.jspecify.annotations.NullMarked;

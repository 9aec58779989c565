/** Bayesian optimization with a Gaussian process as surrogate. */
@NullMarked
package dev.retune.strategy.gp;

import org.jspecify.annotations.NullMarked;

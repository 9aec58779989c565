/**
 * The tree-structured Parzen estimator. Only the strategy is public. Imports {@code space}, {@code trial} and {@code
 * strategy}.
 */
@NullMarked
package dev.retune.strategy.tpe;

import org.jspecify.annotations.NullMarked;

/** The tree-structured Parzen estimator. */
@NullMarked
package dev.retune.strategy.tpe;

import org.jspecify.annotations.NullMarked;

/** The default strategy, which chooses among the others. */
@NullMarked
package dev.retune.strategy.auto;

import org.jspecify.annotations.NullMarked;

/** Evolution strategies. */
@NullMarked
package dev.retune.strategy.evolution;

import org.jspecify.annotations.NullMarked;

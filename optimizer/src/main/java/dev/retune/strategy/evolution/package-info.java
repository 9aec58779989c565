/** Evolution strategies. Only the strategies are public. Imports {@code space}, {@code trial} and {@code strategy}. */
@NullMarked
package dev.retune.strategy.evolution;

import org.jspecify.annotations.NullMarked;

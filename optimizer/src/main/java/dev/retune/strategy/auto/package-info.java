/**
 * The default strategy, which chooses among the others. Imports {@code space}, {@code trial}, {@code strategy} and the
 * families that it chooses from.
 */
@NullMarked
package dev.retune.strategy.auto;

import org.jspecify.annotations.NullMarked;

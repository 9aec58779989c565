/**
 * Successive halving and its variants: many configurations get a little of the resource, the best of them more. A new
 * rule of promotion goes here. Imports {@code space}, {@code trial} and {@code strategy}.
 */
@NullMarked
package dev.retune.strategy.halving;

import org.jspecify.annotations.NullMarked;

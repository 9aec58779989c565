/** Successive halving and its variants: many configurations get a little of the resource, the best of them more. */
@NullMarked
package dev.retune.strategy.halving;

import org.jspecify.annotations.NullMarked;

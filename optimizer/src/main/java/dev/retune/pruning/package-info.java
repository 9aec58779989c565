/** Stopping trials that do not look worth going on. */
@NullMarked
package dev.retune.pruning;

import org.jspecify.annotations.NullMarked;

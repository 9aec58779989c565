/** Pruners: which running trials should stop early. */
@NullMarked
package dev.retune.pruning;

import org.jspecify.annotations.NullMarked;

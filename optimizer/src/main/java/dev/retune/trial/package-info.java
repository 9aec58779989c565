/** Immutable facts: what was tried, how it ended, and what a strategy is shown of it. */
@NullMarked
package dev.retune.trial;

import org.jspecify.annotations.NullMarked;

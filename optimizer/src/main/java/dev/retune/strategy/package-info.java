/** How the next point is chosen: the strategy interface, and the strategies that need no model. */
@NullMarked
package dev.retune.strategy;

import org.jspecify.annotations.NullMarked;

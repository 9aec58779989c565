/**
 * The strategy interface, and the strategies that need no model. Of Retune, it imports only {@code trial}, {@code
 * space} and {@code internal}.
 */
@NullMarked
package dev.retune.strategy;

import org.jspecify.annotations.NullMarked;

/**
 * Immutable records of trials and their outcomes, the goals of a study, and the history that strategies read. Of
 * Retune, it imports only {@code space}, {@code statistics} and {@code internal}.
 */
@NullMarked
package dev.retune.trial;

import org.jspecify.annotations.NullMarked;

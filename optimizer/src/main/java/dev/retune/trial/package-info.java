/**
 * Immutable records of trials and their outcomes, the goals of a study, and the history that strategies read. A new
 * fact about a trial goes here. Imports {@code statistics} and {@code space}.
 */
@NullMarked
package dev.retune.trial;

import org.jspecify.annotations.NullMarked;

/**
 * Budgets: the rules that decide when a study ends. Of Retune, it imports only {@code trial}, {@code space},
 * {@code strategy}, {@code statistics} and {@code internal}.
 */
@NullMarked
package dev.retune.budget;

import org.jspecify.annotations.NullMarked;

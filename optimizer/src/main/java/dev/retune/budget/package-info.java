/** Budgets: when a study is over. */
@NullMarked
package dev.retune.budget;

import org.jspecify.annotations.NullMarked;

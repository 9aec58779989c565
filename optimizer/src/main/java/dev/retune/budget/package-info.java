/**
 * Budgets: when a study is over. A new rule goes here. Imports {@code statistics}, {@code space}, {@code trial} and
 * {@code strategy}.
 */
@NullMarked
package dev.retune.budget;

import org.jspecify.annotations.NullMarked;

/**
 * The study loop: ask, report, tell. Imports the packages above but no single strategy, except the default and the
 * surrogate of budgets.
 */
@NullMarked
package dev.retune.study;

import org.jspecify.annotations.NullMarked;

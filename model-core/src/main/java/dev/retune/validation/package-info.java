/** How models are judged: which rows they learn from, which rows they are scored on, and how. */
@NullMarked
package dev.retune.validation;

import org.jspecify.annotations.NullMarked;

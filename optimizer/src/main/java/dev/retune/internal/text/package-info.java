/** Suggestions for mistyped names; for Retune's own modules. */
@NullMarked
package dev.retune.internal.text;

import org.jspecify.annotations.NullMarked;

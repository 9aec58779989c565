/** Words of messages: suggestions for mistyped names, numbers, checks of arguments; for our own modules. */
@NullMarked
package dev.retune.internal.text;

import org.jspecify.annotations.NullMarked;

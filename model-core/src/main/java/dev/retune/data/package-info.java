/** Data sets in columns, their readers, and preprocessing fitted on the training part only. */
@NullMarked
package dev.retune.data;

import org.jspecify.annotations.NullMarked;

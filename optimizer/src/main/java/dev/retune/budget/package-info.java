/** When a study has done enough. */
@NullMarked
package dev.retune.budget;

import org.jspecify.annotations.NullMarked;

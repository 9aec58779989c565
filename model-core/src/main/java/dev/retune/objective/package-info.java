/** The door to studies: training and scoring as an objective. */
@NullMarked
package dev.retune.objective;

import org.jspecify.annotations.NullMarked;

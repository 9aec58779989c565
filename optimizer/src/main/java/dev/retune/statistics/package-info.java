/** Statistics of repeated measurements, with the sources of the formulas; numbers in, numbers out. */
@NullMarked
package dev.retune.statistics;

import org.jspecify.annotations.NullMarked;

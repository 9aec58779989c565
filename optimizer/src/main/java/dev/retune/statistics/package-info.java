/** Statistics of repeated measurements; formulas with their sources. It imports no other package of Retune. */
@NullMarked
package dev.retune.statistics;

import org.jspecify.annotations.NullMarked;

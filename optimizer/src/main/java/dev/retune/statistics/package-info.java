/** What can be concluded from repeated measurements; formulas with their sources. Knows numbers only. */
@NullMarked
package dev.retune.statistics;

import org.jspecify.annotations.NullMarked;

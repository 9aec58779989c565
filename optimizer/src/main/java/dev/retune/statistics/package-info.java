/**
 * Statistics of repeated measurements, with the sources of the formulas; numbers in, numbers out. A new test or
 * interval goes here. Imports no other package.
 */
@NullMarked
package dev.retune.statistics;

import org.jspecify.annotations.NullMarked;

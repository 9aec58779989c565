/**
 * The use cases of tuning, as values and calls without words for a terminal: a workload made of a study file, studies
 * opened, joined and finished, the winner, the status of a study.
 */
@NullMarked
package dev.retune.tuning;

import org.jspecify.annotations.NullMarked;

/**
 * The nearest neighbours. Imports {@code learner.classical}, and {@code learner.smile}, which finds the nearest rows.
 */
@NullMarked
package dev.retune.learner.neighbours;

import org.jspecify.annotations.NullMarked;

/**
 * Numerics that the search strategies share: dense factorisations, bound-constrained minimisation, low-discrepancy
 * points, the normal distribution and its tails, and derived randomness. Internal: not for users, may change without
 * notice.
 */
@NullMarked
package dev.retune.internal.numerics;

import org.jspecify.annotations.NullMarked;

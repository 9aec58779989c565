/**
 * Kernel machines: support vector machines and their solver. A new learner with kernels goes here. Imports
 * {@code learner.classical}.
 */
@NullMarked
package dev.retune.learner.kernel;

import org.jspecify.annotations.NullMarked;

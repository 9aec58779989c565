/**
 * What is used of the library Smile: single trees, L-BFGS and the search for neighbours, in terms of arrays. The only
 * package that imports {@code smile..}; it imports nothing else of ours, and knows no learner.
 */
@NullMarked
package dev.retune.learner.smile;

import org.jspecify.annotations.NullMarked;

/** Classical learners, on Smile where it does the work, and in a few lines of our own where Smile needs native libraries. */
@NullMarked
package dev.retune.learner.smile;

import org.jspecify.annotations.NullMarked;

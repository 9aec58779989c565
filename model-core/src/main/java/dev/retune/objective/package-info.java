/**
 * Cross-validation as an objective of studies. The only package that imports {@code dev.retune.study}; it also imports
 * {@code data}, {@code validation} and {@code learner}, but no single learner.
 */
@NullMarked
package dev.retune.objective;

import org.jspecify.annotations.NullMarked;

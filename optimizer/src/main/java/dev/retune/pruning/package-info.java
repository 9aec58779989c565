/**
 * Pruners: which running trials should stop early. A new pruner goes here, with a factory method in {@link
 * dev.retune.pruning.Pruner}; study files name it in {@code dev.retune.config.Pruners} of the application. Imports
 * {@code statistics} and {@code trial}.
 */
@NullMarked
package dev.retune.pruning;

import org.jspecify.annotations.NullMarked;

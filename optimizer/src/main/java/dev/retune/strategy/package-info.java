/**
 * The strategy interface, the surrogate interface, and the strategies without a model. A new family of strategies gets
 * a package of its own below this one, with one public class; study files name it in {@code
 * dev.retune.config.Strategies} of the application. Imports {@code space} and {@code trial}.
 */
@NullMarked
package dev.retune.strategy;

import org.jspecify.annotations.NullMarked;

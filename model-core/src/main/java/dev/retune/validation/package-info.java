/**
 * Splitters, which divide rows into training and validation parts, and metrics, which score predictions. A new splitter
 * or metric goes here. Imports {@code data}.
 */
@NullMarked
package dev.retune.validation;

import org.jspecify.annotations.NullMarked;

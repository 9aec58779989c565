/**
 * Splitters, which divide rows into training and validation parts, and metrics, which score predictions. A new splitter
 * or metric goes here, a metric as a constant of {@code ClassificationMetric} or {@code RegressionMetric}; metrics of
 * other jars are found by {@link java.util.ServiceLoader}. Imports {@code data}.
 */
@NullMarked
package dev.retune.validation;

import org.jspecify.annotations.NullMarked;

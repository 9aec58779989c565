/**
 * What users write, read into typed values: YAML and JSON nodes that know their place in a file, durations, sizes, and
 * errors that name the place. The ground floor of the application; it knows nothing of studies.
 */
@NullMarked
package dev.retune.syntax;

import org.jspecify.annotations.NullMarked;

/**
 * What users write, read into typed values: YAML and JSON {@linkplain dev.retune.syntax.Node nodes} that know their
 * place in a file, durations, sizes, and {@linkplain dev.retune.syntax.InputException errors} that name the place. The
 * only package that reads YAML.
 *
 * <p>The first floor of the application: it imports no other package of it. A new kind of value that users write, such
 * as a percentage, goes here.
 */
@NullMarked
package dev.retune.syntax;

import org.jspecify.annotations.NullMarked;

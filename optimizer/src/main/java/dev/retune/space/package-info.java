/**
 * Search spaces: parameters, conditions, constraints, and the configurations drawn from them. A new kind of parameter
 * goes here. Imports {@code internal} only.
 */
@NullMarked
package dev.retune.space;

import org.jspecify.annotations.NullMarked;

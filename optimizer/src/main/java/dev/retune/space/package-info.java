/**
 * Search spaces: parameters, conditions, constraints, and the configurations drawn from them. Of Retune, it imports
 * only {@code internal}.
 */
@NullMarked
package dev.retune.space;

import org.jspecify.annotations.NullMarked;

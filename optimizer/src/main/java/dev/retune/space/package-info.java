/** Search spaces: parameters, conditions, constraints, and the configurations drawn from them. */
@NullMarked
package dev.retune.space;

import org.jspecify.annotations.NullMarked;

/** Running an objective on threads. */
@NullMarked
package dev.retune.execution;

import org.jspecify.annotations.NullMarked;

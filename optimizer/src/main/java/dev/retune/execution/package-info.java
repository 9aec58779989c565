/** Running an objective on threads. Imports {@code trial}, {@code store} and {@code study}. */
@NullMarked
package dev.retune.execution;

import org.jspecify.annotations.NullMarked;

/**
 * Stores of studies: the interface, leases, and the store in memory. Imports {@code space}, {@code trial} and {@code
 * strategy}.
 */
@NullMarked
package dev.retune.store;

import org.jspecify.annotations.NullMarked;

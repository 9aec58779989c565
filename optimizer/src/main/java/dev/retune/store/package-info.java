/** Stores of studies: the interface, leases, and the store in memory. */
@NullMarked
package dev.retune.store;

import org.jspecify.annotations.NullMarked;

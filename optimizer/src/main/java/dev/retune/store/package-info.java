/** Where studies live: the port, its leases, and the store in memory. */
@NullMarked
package dev.retune.store;

import org.jspecify.annotations.NullMarked;

/** Studies in a database. */
@NullMarked
package dev.retune.store.jdbc;

import org.jspecify.annotations.NullMarked;

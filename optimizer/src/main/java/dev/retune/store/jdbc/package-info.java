/**
 * Studies in a database. A change of the tables is a new script in {@code migration} and a {@code Migration}. The only
 * package that imports {@code java.sql}; it also imports {@code space}, {@code trial}, {@code strategy} and {@code
 * store}.
 */
@NullMarked
package dev.retune.store.jdbc;

import org.jspecify.annotations.NullMarked;

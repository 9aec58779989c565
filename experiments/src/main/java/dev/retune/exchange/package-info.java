/**
 * Whole studies as files of others: JSON lines for backups, and databases of Optuna.
 *
 * <p>It imports the floors from {@code syntax} to {@code protocol}. A new format is a class that makes or reads a
 * {@link dev.retune.store.StudyCopy}.
 */
@NullMarked
package dev.retune.exchange;

import org.jspecify.annotations.NullMarked;

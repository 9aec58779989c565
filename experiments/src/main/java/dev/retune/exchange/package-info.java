/** Studies in other forms: as lines of JSON, and as an Optuna database. */
@NullMarked
package dev.retune.exchange;

import org.jspecify.annotations.NullMarked;

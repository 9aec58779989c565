/**
 * Data sets in columns, readers of data files, and preprocessing that is fitted to training rows. A new file format
 * goes here. Imports nothing else of this module.
 */
@NullMarked
package dev.retune.data;

import org.jspecify.annotations.NullMarked;

/**
 * What files declare: study files, read strictly into sections. It parses and checks; it reads no data and trains
 * nothing.
 */
@NullMarked
package dev.retune.config;

import org.jspecify.annotations.NullMarked;

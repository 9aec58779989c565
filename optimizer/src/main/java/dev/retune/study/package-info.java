/** The study loop: ask, report, tell. */
@NullMarked
package dev.retune.study;

import org.jspecify.annotations.NullMarked;

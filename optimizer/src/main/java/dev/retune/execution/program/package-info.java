/** Objectives that are programs in any language: a process a trial, or one that is kept and asked line by line. */
@NullMarked
package dev.retune.execution.program;

import org.jspecify.annotations.NullMarked;

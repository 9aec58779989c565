/**
 * Objectives that are programs in any language: one process per trial, or a persistent one with line protocol. Imports
 * {@code space}, {@code trial} and {@code study}.
 */
@NullMarked
package dev.retune.execution.program;

import org.jspecify.annotations.NullMarked;

/** What is kept of a study outside its store: a page for people, tables for programs. */
@NullMarked
package dev.retune.report;

import org.jspecify.annotations.NullMarked;

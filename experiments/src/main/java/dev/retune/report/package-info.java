/**
 * What is kept of a study outside its store: a page for people, tables for programs.
 *
 * <p>It imports the floors from {@code syntax} to {@code exchange}. What the page shows is put into {@code ReportData},
 * the JSON of a study; {@code report.js} draws it. A new chart is an entry in the former and a function in the latter;
 * a new page is a class like {@link dev.retune.report.StudyReport} with an HTML resource beside it.
 */
@NullMarked
package dev.retune.report;

import org.jspecify.annotations.NullMarked;

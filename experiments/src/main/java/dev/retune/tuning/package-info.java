/**
 * The use cases of tuning, as values and calls without words for a terminal.
 *
 * <ul>
 *   <li>{@link dev.retune.tuning.Workload}: what a study file asks to be tuned, with its data read and everything
 *   checked.
 *   <li>{@link dev.retune.tuning.TunedStudy}: its study in a store: opened, joined, run, finished, its best model
 *   saved.
 *   <li>{@link dev.retune.tuning.NestedStudy}: nested cross-validation of it.
 *   <li>{@link dev.retune.tuning.StudyFacts}: what a study is beyond space, goal and seed, and the only code that reads
 *       and writes that in notes.
 *   <li>{@link dev.retune.tuning.StudyStatus}, {@link dev.retune.tuning.StudyProgress}: a study at a moment.
 *   <li>{@link dev.retune.tuning.StudyOutputs}: the names of the files of a study.
 * </ul>
 *
 * <p>It imports {@code syntax} and {@code config}. Whatever two commands, or a command and a page, have in common goes
 * here.
 */
@NullMarked
package dev.retune.tuning;

import org.jspecify.annotations.NullMarked;

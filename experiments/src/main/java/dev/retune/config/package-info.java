/**
 * What files declare: {@linkplain dev.retune.config.StudyFile study files}, read strictly into sections. It parses and
 * checks; it reads no data, trains nothing and opens no store.
 *
 * <p>It imports {@code syntax}, and of the libraries below what the sections are made of: spaces, strategies, pruners,
 * budgets, splits. A new strategy is a class in the optimizer and one line in {@link dev.retune.config.Strategies}; a
 * new pruner, one line in {@code Pruners}; a new kind of validation, one case in {@link
 * dev.retune.config.ValidationSection}; a new key of study files belongs to the section that it is read with. A new
 * metric or learner needs nothing here: both are found by their names ({@link dev.retune.validation.Metric#named},
 * {@link dev.retune.learner.Learners#named}).
 */
@NullMarked
package dev.retune.config;

import org.jspecify.annotations.NullMarked;

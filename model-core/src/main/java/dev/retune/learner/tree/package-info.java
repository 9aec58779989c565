/**
 * Learners of trees: one tree, random forests, gradient boosting and AdaBoost. A new learner that adds up trees goes
 * here. Imports {@code learner.classical}, and {@code learner.smile}, which grows single trees.
 */
@NullMarked
package dev.retune.learner.tree;

import org.jspecify.annotations.NullMarked;

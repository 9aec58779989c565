/**
 * XGBoost as a learner. The only package that imports {@code ml.dmlc..}; the Maven artifact is optional, and found at
 * run time. Imports {@code data}, {@code validation} and {@code learner}.
 */
@NullMarked
package dev.retune.learner.xgboost;

import org.jspecify.annotations.NullMarked;

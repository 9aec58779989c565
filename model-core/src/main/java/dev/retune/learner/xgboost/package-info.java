/** XGBoost as a learner; its Maven artifact is optional, and found at run time. */
@NullMarked
package dev.retune.learner.xgboost;

import org.jspecify.annotations.NullMarked;

package dev.retune.data;

import java.util.List;

/**
 * The columns of a data set, without its rows.
 *
 * @param features what a model sees, in the order of the file
 * @param target what a model predicts
 */
public record Schema(List<Field> features, Field target) {

    public Schema {
        features = List.copyOf(features);
    }

    /** Classification if the target is categorical, otherwise regression. */
    public Task task() {
        return target instanceof Field.Categorical ? Task.CLASSIFICATION : Task.REGRESSION;
    }
}

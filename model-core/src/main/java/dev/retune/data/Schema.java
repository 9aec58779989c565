package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The columns of a data set, without its rows.
 *
 * @param features the inputs of a model, in the order of the file
 * @param target the output of a model
 */
public record Schema(List<Field> features, Field target) {

    public Schema {
        features = List.copyOf(features);
    }

    /** Classification if the target is categorical, otherwise regression. */
    public Task task() {
        return target instanceof Field.Categorical ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** The feature of that name, or the target; null if there is neither. */
    @Nullable
    Field field(String name) {
        if (target.name().equals(name)) {
            return target;
        }
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}

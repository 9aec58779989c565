package dev.retune.tuning;

import dev.retune.config.ModelSection;
import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.learner.Hyperparameters;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.Training;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner some of whose hyperparameters are fixed: they are no part of the search, and take these values instead of
 * the defaults.
 */
record FixedLearner(Learner learner, Map<String, Object> settings) implements Learner {

    /**
     * The learner of a study file, with what its settings fix.
     *
     * @throws InputException if a setting does not fit the learner
     */
    static Learner of(ModelSection model) {
        if (model.settings().isEmpty()) {
            return model.learner();
        }
        model.node()
                .need("settings", "")
                .checked(() -> model.learner().hyperparameters().complete(model.settings()));
        return new FixedLearner(model.learner(), model.settings());
    }

    @Override
    public String name() {
        return learner.name();
    }

    @Override
    public List<Task> tasks() {
        return learner.tasks();
    }

    /** The learner's own, without what is fixed. */
    @Override
    public SearchSpace space() {
        return withoutFixed(learner.space());
    }

    @Override
    public SearchSpace space(Schema schema) {
        return withoutFixed(learner.space(schema));
    }

    private SearchSpace withoutFixed(SearchSpace all) {
        return FixedSpace.of(all, settings);
    }

    @Override
    public Hyperparameters hyperparameters() {
        return learner.hyperparameters();
    }

    @Override
    public void check(SearchSpace space) {
        learner.check(space);
        for (Parameter<?> parameter : space.parameters()) {
            if (settings.containsKey(parameter.name())) {
                throw new IllegalArgumentException(
                        "parameter '%s' is in the space, but 'settings' fixes it at %s: drop one"
                                .formatted(parameter.name(), settings.get(parameter.name())));
            }
        }
    }

    @Override
    public List<String> unweighted(Schema schema) {
        return learner.unweighted(schema);
    }

    @Override
    public Optional<String> steps() {
        return learner.steps();
    }

    @Override
    public Training start(Map<String, ?> values, Dataset training, long seed) {
        return learner.start(with(values), training, seed);
    }

    @Override
    public Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed) {
        return learner.resume(checkpoint, with(values), training, seed);
    }

    private Map<String, Object> with(Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.putAll(values);
        return all;
    }

    @Override
    public Model read(byte[] model) {
        return learner.read(model);
    }
}

package dev.retune.tuning;

import dev.retune.config.ModelSection;
import dev.retune.config.StudyFile;
import dev.retune.config.ValidationSection;
import dev.retune.data.Dataset;
import dev.retune.data.Reading;
import dev.retune.learner.Learner;
import dev.retune.learner.Model;
import dev.retune.learner.SavedModel;
import dev.retune.objective.CrossValidatedObjective;
import dev.retune.objective.NestedCrossValidation;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.syntax.InputException;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.WorkloadFacts.ModelFacts;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;
import dev.retune.validation.Splitter;
import dev.retune.validation.TimeSeries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A learner on its data. */
final class ModelWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(ModelWorkload.class);

    private final ModelSection model;
    private final Resource resource;
    private final Learner learner;
    private final Dataset all;
    private final Dataset rows; // what the search may see
    private final Optional<Dataset> heldOut;
    private final SearchSpace space;
    private final Splitter validation;
    private final CrossValidatedObjective objective;
    private final Search search;
    private final Optional<Configuration> baseline;
    private final ModelFacts facts;

    /**
     * @param split into the rows to search on, and those that are held out; nothing if none are
     * @param holdout how these were chosen
     */
    private ModelWorkload(
            ModelSection model,
            StudyFile file,
            Dataset all,
            ValidationSection section,
            Optional<Split> split,
            String holdout) {
        this.model = model;
        this.resource = file.search().resource();
        this.learner = FixedLearner.of(model);
        this.all = all;
        this.validation = section.trials();
        this.rows = split.map(s -> all.rows(s.training())).orElse(all);
        this.heldOut = split.map(s -> all.rows(s.validation()));
        heldOut.ifPresent(held -> model.node().checked(() -> {
            Metric.checkWeights(held);
            return true;
        }));
        this.space = file.space().orElse(() -> model.node().checked(this::own));
        this.objective = model.node().checked(() -> objective(file));
        model.node().checked(() -> {
            objective.check(space, resource);
            return true;
        });
        this.search = Search.of(file, space, objective);
        this.baseline = file.space().beginsWithDefaults() ? defaults() : Optional.empty();
        this.facts = facts(holdout);
        model.data().weight().ifPresent(this::warnOfUnweighted);
    }

    private void warnOfUnweighted(String column) {
        List<String> unweighted = learner.unweighted(all.schema());
        if (!unweighted.isEmpty()) {
            LOG.warn(
                    "learner {} cannot weigh rows in training: 'weight: {}' counts in its scores only",
                    String.join(", ", unweighted),
                    column);
        }
    }

    /** @throws InputException if its data, its space or its settings do not fit */
    static ModelWorkload of(ModelSection model, StudyFile file) {
        Dataset read = model.read(model.metric().task());
        ValidationSection section = model.validation(read.task());
        Dataset all = model.node().checked(() -> section.prepared(read));
        Optional<Split> split = model.holdout()
                .map(share -> model.node()
                        .checked(() -> section.holdOut().apply(share).split(all).get(0)));
        return new ModelWorkload(
                model,
                file,
                all,
                section,
                split,
                model.holdout().map(String::valueOf).orElse("none"));
    }

    /**
     * The folds of an outer cross-validation.
     *
     * @throws InputException if its data, its space or its settings do not fit, or cannot be split so
     */
    static List<OuterFold> outer(ModelSection model, StudyFile file, int folds) {
        Dataset read = model.read(model.metric().task());
        ValidationSection section = model.validation(read.task());
        Dataset all = model.node().checked(() -> section.prepared(read));
        Splitter outer = model.node().checked(() -> section.outer().apply(folds));
        List<Split> splits = model.node().checked(() -> NestedCrossValidation.split(outer, all));
        List<OuterFold> outerFolds = new ArrayList<>();
        for (Split split : splits) {
            int number = outerFolds.size() + 1;
            String holdout = "fold %s of %s, %s".formatted(number, splits.size(), outer);
            outerFolds.add(new OuterFold(
                    number, split, new ModelWorkload(model, file, all, section, Optional.of(split), holdout)));
        }
        return outerFolds;
    }

    /** The learner's own space, but for the number of steps where the resource decides it. */
    private SearchSpace own() {
        SearchSpace space = learner.space(all.schema());
        return learner.steps()
                .filter(steps -> steps.equals(resource.name()) || steps.equals(resource.name() + "s"))
                .map(steps -> FixedSpace.of(space, Map.of(steps, 1)))
                .orElse(space);
    }

    /**
     * The learner's defaults, unless the study's constraints forbid them, or the learner's own space does not have
     * them.
     */
    private Optional<Configuration> defaults() {
        try {
            return Optional.of(learner.defaults(space));
        } catch (IllegalArgumentException e) {
            LOG.warn("the first trial is not the learner's defaults: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private CrossValidatedObjective objective(StudyFile file) {
        CrossValidatedObjective inLockstep = CrossValidatedObjective.of(learner, rows, validation, model.metric());
        CrossValidatedObjective ordered = file.search().byFold() ? inLockstep.foldByFold() : inLockstep;
        return file.threads().folds().map(ordered::threads).orElse(ordered);
    }

    @Override
    public Search search() {
        return search;
    }

    @Override
    public Optional<Configuration> baseline() {
        return baseline;
    }

    @Override
    public WorkloadFacts facts() {
        return facts;
    }

    @Override
    public Optional<Reading> reading() {
        return Optional.of(all.reading());
    }

    private ModelFacts facts(String holdOut) {
        return new ModelFacts(
                model.learnerText(),
                new LinkedHashMap<>(model.settings()).toString(),
                String.valueOf(model.data().file().getFileName()),
                all.fingerprint().substring(0, 16),
                model.data().target(),
                model.data().weight(),
                validation.toString(),
                holdOut);
    }

    /** {@code network on digits.csv: 1437 rows to search on, 360 held out, stratified 5-fold, seed 42} */
    @Override
    public String describe() {
        List<String> parts = new ArrayList<>(List.of(rows.size() + " rows to search on"));
        heldOut.ifPresent(held -> parts.add(held.size() + " held out"));
        parts.add(validation.toString());
        return "%s on %s: %s"
                .formatted(model.learnerText(), model.data().file().getFileName(), String.join(", ", parts));
    }

    @Override
    public Optional<HoldOutScore> holdOutScore(TrialRecord winner, long seed) throws InterruptedException {
        if (heldOut.isEmpty()) {
            return Optional.empty();
        }
        Dataset held = heldOut.get();
        Model refitted = objective.refit(winner, resource, seed, latest(rows));
        return Optional.of(
                HoldOutScore.of(winner.number(), objective.score(refitted, held), held, refitted.predict(held)));
    }

    @Override
    public Optional<SavedModel> refit(TrialRecord winner, long seed, Map<String, Object> facts)
            throws InterruptedException {
        Map<String, Object> values = new LinkedHashMap<>(model.settings());
        values.putAll(winner.configuration().toJson());
        Map<String, Object> known = new LinkedHashMap<>(facts);
        if (resource.isFidelity()) {
            known.put(resource.name(), winner.resource());
        }
        known.putAll(KeptModel.facts(model.metric().name(), this.facts));
        return Optional.of(SavedModel.of(
                learner.name(), objective.refit(winner, resource, seed, latest(all)), all, values, known));
    }

    /** The rows to train a model for new rows on: all, or the last window if trials are trained on windows. */
    private Dataset latest(Dataset of) {
        return validation instanceof TimeSeries series ? series.latest(of) : of;
    }

    @Override
    public void close() {}
}

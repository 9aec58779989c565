package dev.retune.config;

import dev.retune.data.Dataset;
import dev.retune.learner.Learner;
import dev.retune.objective.CrossValidatedObjective;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.study.Objective;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.HoldOut;
import dev.retune.validation.Split;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A learner on its data. */
final class ModelWorkload implements Workload {

    private final ModelSection model;
    private final Resource resource;
    private final Dataset rows; // what the search may see
    private final Optional<Dataset> heldOut;
    private final SearchSpace space;
    private final CrossValidation validation;
    private final CrossValidatedObjective objective;
    private final List<Configuration> enqueued;
    private final Map<String, Object> identity;

    /** @throws ConfigException if its data, its space or its settings do not fit */
    ModelWorkload(ModelSection model, StudyFile file) {
        this.model = model;
        this.resource = file.resource();
        Learner learner = model.trained();
        Dataset all = model.read(model.metric().task());
        this.validation = model.validation(all.task());
        Optional<Split> split = model.holdout()
                .map(share -> model.node()
                        .checked(() ->
                                new HoldOut(share, validation.seed()).split(all).get(0)));
        this.rows = split.map(s -> all.rows(s.training())).orElse(all);
        this.heldOut = split.map(s -> all.rows(s.validation()));
        SearchSpace own = file.space().orElseGet(() -> learner.space(all.schema()));
        this.space = file.space().isPresent()
                ? own
                : file.constraints().map(c -> SpaceSection.with(own, c)).orElse(own);
        this.objective = model.node().checked(() -> objective(learner, file));
        model.node().checked(() -> {
            objective.check(space, resource);
            return true;
        });
        this.enqueued = file.enqueue().stream()
                .map(node -> node.checked(() -> space.configuration(node.scalars())))
                .toList();
        this.identity = identity(all);
    }

    private CrossValidatedObjective objective(Learner learner, StudyFile file) {
        CrossValidatedObjective inLockstep = CrossValidatedObjective.of(learner, rows, validation, model.metric());
        CrossValidatedObjective ordered = file.byFold() ? inLockstep.foldByFold() : inLockstep;
        return file.foldThreads().map(ordered::threads).orElse(ordered);
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public Objective objective() {
        return objective;
    }

    @Override
    public List<Configuration> enqueued() {
        return enqueued;
    }

    @Override
    public Map<String, Object> identity() {
        return identity;
    }

    private Map<String, Object> identity(Dataset all) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("metric", model.metric().name());
        facts.put("learner", model.learner().name());
        facts.put("settings", new LinkedHashMap<>(model.settings()).toString());
        facts.put("data", String.valueOf(model.data().getFileName()));
        facts.put("rows", all.fingerprint().substring(0, 16));
        facts.put("target", model.target());
        facts.put("validation", text(validation));
        facts.put("holdout", model.holdout().map(String::valueOf).orElse("none"));
        return facts;
    }

    private static String text(CrossValidation validation) {
        return (validation.stratified() ? "stratified " : "")
                + validation.folds() + "-fold"
                + (validation.repeats() > 1 ? ", %s repeats".formatted(validation.repeats()) : "")
                + ", seed " + validation.seed();
    }

    /** {@code network on digits.csv: 1437 rows to search on, 360 held out, stratified 5-fold, seed 42} */
    @Override
    public String describe() {
        List<String> parts = new ArrayList<>(List.of(rows.size() + " rows to search on"));
        heldOut.ifPresent(held -> parts.add(held.size() + " held out"));
        parts.add(text(validation));
        return "%s on %s: %s".formatted(model.learner().name(), model.data().getFileName(), String.join(", ", parts));
    }

    @Override
    public Optional<HoldOutScore> holdOutScore(TrialRecord winner, long seed) throws InterruptedException {
        if (heldOut.isEmpty()) {
            return Optional.empty();
        }
        Dataset held = heldOut.get();
        double score = objective.score(objective.refit(winner, resource, seed), held);
        return Optional.of(new HoldOutScore(winner.number(), score, held.size()));
    }

    @Override
    public void close() {}
}

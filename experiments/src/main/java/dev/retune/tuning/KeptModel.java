package dev.retune.tuning;

import dev.retune.learner.SavedModel;
import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.WorkloadFacts.ModelFacts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The file of a study's best model: the winner trained on all rows, with what is known of its study. */
final class KeptModel {

    private static final String FINGERPRINT = "rows";

    private final TunedStudy tuned;
    private final TrialRecord winner;
    private final Map<String, Object> facts = new LinkedHashMap<>();

    KeptModel(TunedStudy tuned, TrialRecord winner, Optional<HoldOutScore> holdOut) {
        this.tuned = tuned;
        this.winner = winner;
        facts.put("study", tuned.name());
        facts.put("trial", winner.number());
        facts.put("crossValidated", winner.value());
        winner.measurement()
                .map(Measurement::standardError)
                .filter(Double::isFinite)
                .ifPresent(error -> facts.put("standardError", error));
        holdOut.ifPresent(score -> facts.put("holdOut", score.score()));
        facts.put("goal", tuned.study().definition().goals().toString());
    }

    /** What the file of a model says of its data and its validation. */
    static Map<String, Object> facts(String metric, ModelFacts model) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("metric", metric);
        facts.put("learner", model.learner());
        facts.put("settings", model.settings());
        facts.put("data", model.data());
        facts.put(FINGERPRINT, model.fingerprint());
        facts.put("target", model.target());
        model.weight().ifPresent(column -> facts.put("weight", column));
        facts.put("validation", model.validation());
        facts.put("holdout", model.holdOut());
        return facts;
    }

    /** Writes it, unless it is there already. @return whether it is there; not if the workload is a program */
    boolean write(Path file) throws InterruptedException {
        if (isThere(file)) {
            return true;
        }
        Optional<SavedModel> model =
                tuned.workload().refit(winner, tuned.study().definition().seed(), facts);
        model.ifPresent(made -> made.write(file));
        return model.isPresent();
    }

    private boolean isThere(Path file) {
        if (!Files.exists(file) || !(tuned.workload().facts() instanceof ModelFacts model)) {
            return false;
        }
        try {
            SavedModel saved = SavedModel.read(file);
            Map<String, Object> there = saved.facts();
            return tuned.workload().reading().equals(Optional.of(saved.reading()))
                    && there.entrySet().containsAll(facts.entrySet())
                    && model.fingerprint().equals(there.get(FINGERPRINT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

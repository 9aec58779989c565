package dev.retune.tuning;

import dev.retune.learner.SavedModel;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is done with the best trial of a study. */
public final class Winner {

    private static final Logger LOG = LoggerFactory.getLogger(Winner.class);

    private Winner() {}

    /** Its score on the rows that the search never saw: computed once for each winner, and kept with the study. */
    public static Optional<HoldOutScore> holdOutScore(
            Workload workload, TrialRecord best, Study study, StudyStore opened) throws InterruptedException {
        StudyDefinition definition = study.definition();
        Optional<HoldOutScore> known = HoldOutScore.of(definition.notes(), best.number());
        if (known.isPresent()) {
            return known;
        }
        try {
            Optional<HoldOutScore> score = workload.holdOutScore(best, definition.seed());
            score.ifPresent(s -> opened.note(definition.name(), HoldOutScore.NOTE, s.toNote()));
            return score;
        } catch (RuntimeException e) {
            LOG.warn("The best configuration could not be scored on the hold-out: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    /**
     * Trains it on all rows, and writes the model to a file, unless it is there already.
     *
     * @return the file; nothing if there is no model
     */
    public static Optional<Path> keep(
            Workload workload, TrialRecord best, Study study, Optional<HoldOutScore> holdOut, Path file)
            throws InterruptedException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("study", study.definition().name());
        facts.put("trial", best.number());
        facts.put("crossValidated", best.value());
        best.measurement()
                .map(Measurement::standardError)
                .filter(Double::isFinite)
                .ifPresent(error -> facts.put("standardError", error));
        holdOut.ifPresent(score -> facts.put("holdOut", score.score()));
        facts.put("goal", StudyNotes.goal(study.definition()));
        try {
            if (isKept(file, facts, workload.identity())) {
                return Optional.of(file);
            }
            Optional<SavedModel> model = workload.refit(best, study.definition().seed(), facts);
            model.ifPresent(made -> made.write(file));
            return model.map(made -> file);
        } catch (RuntimeException e) {
            LOG.warn("The best model could not be kept: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private static boolean isKept(Path file, Map<String, Object> facts, Map<String, Object> identity) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            Map<String, Object> there = SavedModel.read(file).facts();
            return there.entrySet().containsAll(facts.entrySet())
                    && there.getOrDefault("rows", "").equals(identity.get("rows"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

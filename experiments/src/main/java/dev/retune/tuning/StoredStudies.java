package dev.retune.tuning;

import dev.retune.internal.text.NearestName;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import dev.retune.trial.Goals;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialList;
import dev.retune.trial.TrialRecord;

import java.util.List;

/** Looks into stored studies. */
public final class StoredStudies {

    private StoredStudies() {}

    /** The study of a store. @throws InputException if there is none; the message names those that there are */
    public static StoredStudy find(StudyStore store, String name) {
        return store.find(name).orElseThrow(() -> {
            List<String> names = store.list().stream()
                    .map(study -> study.definition().name())
                    .toList();
            return new InputException("no study '%s' in the store%s"
                    .formatted(name, names.isEmpty() ? ", which is empty" : NearestName.hintOrList(name, names)));
        });
    }

    /**
     * Its trials that keep the limits and that none dominates, in the user's units: of one goal the best, if there is
     * one.
     */
    public static List<TrialRecord> front(StoredStudy study) {
        Goals goals = study.definition().goals();
        TrialList trials = TrialList.of(study.changesSince(0).trials());
        return Ranking.front(trials.stream().map(goals::losses).toList()).stream()
                .map(loss -> trials.find(loss.number()).orElseThrow())
                .toList();
    }
}

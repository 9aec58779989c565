package dev.retune.tuning;

import dev.retune.internal.text.NearestName;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.syntax.InputException;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;

import java.util.List;
import java.util.Optional;

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

    /** Its best trial, in the user's units. */
    public static Optional<TrialRecord> best(StoredStudy study) {
        List<TrialRecord> trials = study.changesSince(0).trials();
        return History.of(study.definition().goal(), study.definition().resource(), trials)
                .best()
                .flatMap(best -> trials.stream()
                        .filter(trial -> trial.number() == best.number())
                        .findFirst());
    }
}

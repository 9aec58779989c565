package dev.retune.store;

import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole study outside of a store: to back it up, to move it, or to bring in one that ran elsewhere. Nobody works on a copy, so
 * what was running when it was made waits in it; a number that was only reserved is a gap, which the next trial fills.
 *
 * @param definition what the study is
 * @param created when it was created
 * @param trials by ascending number
 * @param checkpoints what trials saved last, by number
 */
public record StudyCopy(
        StudyDefinition definition, Instant created, List<TrialRecord> trials, Map<Integer, byte[]> checkpoints) {

    /** @throws IllegalArgumentException if the numbers do not ascend, or a checkpoint belongs to none of them */
    public StudyCopy {
        trials = trials.stream()
                .map(trial -> trial.state() == TrialRecord.State.RUNNING ? trial.released() : trial)
                .toList();
        Set<Integer> numbers = new HashSet<>();
        int last = -1;
        for (TrialRecord trial : trials) {
            if (trial.number() <= last) {
                throw new IllegalArgumentException("Study '%s' has trial %s after trial %s: put them in ascending order"
                        .formatted(definition.name(), trial.number(), last));
            }
            last = trial.number();
            numbers.add(last);
        }
        for (int number : checkpoints.keySet()) {
            if (!numbers.contains(number)) {
                throw new IllegalArgumentException("Study '%s' has a checkpoint of trial %s, but no such trial"
                        .formatted(definition.name(), number));
            }
        }
        checkpoints = Map.copyOf(checkpoints);
    }

    /** A copy of a study as it is now. */
    public static StudyCopy of(StoredStudy study) {
        List<TrialRecord> trials = study.changesSince(0).trials().stream()
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .toList();
        Map<Integer, byte[]> checkpoints = new HashMap<>();
        for (TrialRecord trial : trials) {
            study.checkpoint(trial.number()).ifPresent(bytes -> checkpoints.put(trial.number(), bytes));
        }
        return new StudyCopy(study.definition(), study.created(), trials, checkpoints);
    }
}

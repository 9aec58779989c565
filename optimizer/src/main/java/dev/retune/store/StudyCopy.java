package dev.retune.store;

import dev.retune.store.StoredStudy.Changes;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A whole study outside of a store: to back it up, to move it, or to import one. A copy has no workers, so running
 * trials wait in it; a number that was only reserved is a gap, which the next trial fills.
 *
 * @param definition the study's definition
 * @param created when it was created
 * @param trials by ascending number
 * @param checkpoints the last checkpoints of trials, by number
 * @param events the events of the trials, for a replay
 */
public record StudyCopy(
        StudyDefinition definition,
        Instant created,
        List<TrialRecord> trials,
        Map<Integer, byte[]> checkpoints,
        List<Event> events) {

    /**
     * @throws IllegalArgumentException if the numbers do not ascend, a checkpoint belongs to none of them, or the
     *     events are not those of the trials
     */
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
        events = List.copyOf(events);
        requireFitting(definition, trials, events);
    }

    /** Trials whose proposals' histories are unknown; they count as given, not proposed. */
    public StudyCopy(
            StudyDefinition definition, Instant created, List<TrialRecord> trials, Map<Integer, byte[]> checkpoints) {
        this(definition, created, trials, checkpoints, given(trials));
    }

    private static List<Event> given(List<TrialRecord> trials) {
        List<Event> events = new ArrayList<>();
        long revision = 0;
        for (TrialRecord trial : trials) {
            long at = ++revision;
            int number = trial.number();
            boolean several =
                    trial.reports().stream().map(Report::metric).distinct().count() > 1;
            events.add(new Event.Filled(
                    at,
                    number,
                    new Proposal(trial.configuration(), OptionalDouble.of(trial.resource()), trial.continues()),
                    OptionalLong.empty()));
            for (Report report : trial.reports()) { // of two at a step each is a change of its own
                events.add(new Event.Reported(several ? ++revision : at, number, report));
            }
            if (trial.outcome().isPresent()) {
                events.add(new Event.Ended(
                        revision, number, trial.outcome().get(), trial.ended().orElse(Instant.EPOCH)));
            }
        }
        return events;
    }

    private static void requireFitting(StudyDefinition definition, List<TrialRecord> trials, List<Event> events) {
        Map<Integer, TrialRecord> histories = new HashMap<>();
        Map<Long, Integer> numbers = new HashMap<>(); // by revisions
        long last = 0;
        for (Event event : events) {
            TrialRecord before = histories.get(event.number());
            boolean begins = event instanceof Event.Filled;
            boolean isOfAnother = numbers.merge(event.revision(), event.number(), (one, two) -> one) != event.number();
            if (event.revision() < Math.max(1, last) || isOfAnother || begins != (before == null)) {
                throw unfitting(definition, event.number());
            }
            histories.put(event.number(), event.after(Optional.ofNullable(before)));
            last = event.revision();
        }
        for (TrialRecord trial : trials) {
            TrialRecord history = histories.remove(trial.number());
            if (history == null
                    || !history.configuration().equals(trial.configuration())
                    || !history.outcome().equals(trial.outcome())) {
                throw unfitting(definition, trial.number());
            }
        }
        histories.keySet().forEach(number -> {
            throw unfitting(definition, number);
        });
    }

    private static IllegalArgumentException unfitting(StudyDefinition definition, int number) {
        return new IllegalArgumentException(
                "Study '%s' has a history that is not that of its trial %s: take a whole copy"
                        .formatted(definition.name(), number));
    }

    /** The same with another name. */
    public StudyCopy named(String name) {
        return new StudyCopy(definition.named(name), created, trials, checkpoints, events);
    }

    /** A copy of a study as it is now. */
    public static StudyCopy of(StoredStudy study) {
        Changes now = study.changesSince(0);
        List<TrialRecord> trials = now.trials().stream()
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .toList();
        List<Event> events = new ArrayList<>();
        study.events().stream()
                .filter(event -> event.revision() <= now.revision())
                .forEach(events::add);
        long revision = now.revision();
        for (TrialRecord trial : trials) {
            if (trial.state() == TrialRecord.State.RUNNING) {
                events.add(new Event.Released(++revision, trial.number()));
            }
        }
        Map<Integer, byte[]> checkpoints = new HashMap<>();
        for (TrialRecord trial : trials) {
            study.checkpoint(trial.number()).ifPresent(bytes -> checkpoints.put(trial.number(), bytes));
        }
        return new StudyCopy(study.definition(), study.created(), trials, checkpoints, events);
    }
}

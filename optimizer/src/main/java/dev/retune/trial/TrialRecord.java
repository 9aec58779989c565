package dev.retune.trial;

import dev.retune.space.Configuration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fact of a trial. Immutable: what happens to a trial makes a new record.
 *
 * @param number its place in the study, from 0
 * @param configuration what was tried
 * @param resource with how much of the study's {@link Resource}
 * @param continues the trial whose checkpoint it goes on from, if any
 * @param reports intermediate values, by ascending step
 * @param outcome how it ended, empty while it waits or runs
 * @param started when it was asked for, empty while it waits
 * @param ended when it ended
 * @param attributes what user and objective noted: text, numbers, booleans, and lists and maps of these
 * @param attempts earlier attempts at it, which were interrupted
 */
public record TrialRecord(
        int number,
        Configuration configuration,
        double resource,
        OptionalInt continues,
        List<Report> reports,
        Optional<Outcome> outcome,
        Optional<Instant> started,
        Optional<Instant> ended,
        Map<String, Object> attributes,
        List<Attempt> attempts) {

    /** Where a trial stands. */
    public enum State {
        WAITING,
        RUNNING,
        COMPLETED,
        PRUNED,
        FAILED;

        /** The state of a trial that ended so. */
        public static State of(Outcome outcome) {
            return outcome instanceof Outcome.Completed
                    ? COMPLETED
                    : outcome instanceof Outcome.Pruned ? PRUNED : FAILED;
        }
    }

    public TrialRecord {
        if (number < 0 || !(resource > 0)) {
            throw new IllegalArgumentException(
                    "Trial %d has the resource %s: numbers count from 0, a resource is above 0"
                            .formatted(number, resource));
        }
        reports = List.copyOf(reports);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        attempts = List.copyOf(attempts);
    }

    /** A trial that was never interrupted. */
    public TrialRecord(
            int number,
            Configuration configuration,
            double resource,
            OptionalInt continues,
            List<Report> reports,
            Optional<Outcome> outcome,
            Optional<Instant> started,
            Optional<Instant> ended,
            Map<String, Object> attributes) {
        this(number, configuration, resource, continues, reports, outcome, started, ended, attributes, List.of());
    }

    /** A trial that waits to be run. */
    public static TrialRecord waiting(int number, Configuration configuration, double resource, OptionalInt continues) {
        return new TrialRecord(
                number,
                configuration,
                resource,
                continues,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /** Handed to a worker. */
    public TrialRecord started(Instant now) {
        return new TrialRecord(
                number,
                configuration,
                resource,
                continues,
                reports,
                outcome,
                Optional.of(now),
                ended,
                attributes,
                attempts);
    }

    /** Given back before its end: it waits again, with what it has reported. */
    public TrialRecord released() {
        return new TrialRecord(
                number,
                configuration,
                resource,
                continues,
                reports,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                attributes,
                attempts);
    }

    /** Given back, or taken from a worker that was lost: as {@link #released()}, with one more attempt. */
    public TrialRecord interrupted(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return released().with(reports, all);
    }

    /** With these intermediate values and earlier attempts in place of its own. */
    public TrialRecord with(List<Report> values, List<Attempt> earlier) {
        return new TrialRecord(
                number, configuration, resource, continues, values, outcome, started, ended, attributes, earlier);
    }

    /** With one more intermediate value; one for a step that is there already takes its place. */
    public TrialRecord reported(Report report) {
        List<Report> all = new ArrayList<>(reports);
        all.removeIf(r -> r.step() == report.step());
        all.add(report);
        all.sort(Comparator.comparingInt(Report::step));
        return new TrialRecord(
                number, configuration, resource, continues, all, outcome, started, ended, attributes, attempts);
    }

    /** At its end, which takes the place of an earlier one. */
    public TrialRecord ended(Outcome outcome, Instant now) {
        return new TrialRecord(
                number,
                configuration,
                resource,
                continues,
                reports,
                Optional.of(outcome),
                started,
                Optional.of(now),
                attributes,
                attempts);
    }

    /** With more attributes; one whose name is there already takes its place. */
    public TrialRecord noted(Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        all.putAll(more);
        return new TrialRecord(
                number, configuration, resource, continues, reports, outcome, started, ended, all, attempts);
    }

    public State state() {
        return outcome.map(State::of).orElse(started.isEmpty() ? State.WAITING : State.RUNNING);
    }

    /** What was measured: of a completed or a pruned trial. */
    public Optional<Measurement> measurement() {
        return outcome.flatMap(end -> end instanceof Outcome.Completed completed
                ? Optional.of(completed.measurement())
                : end instanceof Outcome.Pruned pruned ? Optional.of(pruned.measurement()) : Optional.empty());
    }

    /** The value that was measured; NaN if there is none. */
    public double value() {
        return measurement().map(Measurement::value).orElse(Double.NaN);
    }

    /** The last step reported, 0 if there is none. */
    public int lastStep() {
        return reports.isEmpty() ? 0 : reports.get(reports.size() - 1).step();
    }

    /** The same trial as strategies see it: every value a loss. */
    public TrialRecord losses(Goal goal) {
        if (goal == Goal.MINIMIZE) {
            return this;
        }
        return new TrialRecord(
                number,
                configuration,
                resource,
                continues,
                reports.stream()
                        .map(r -> new Report(r.step(), goal.loss(r.value())))
                        .toList(),
                outcome.map(end -> end.losses(goal)),
                started,
                ended,
                attributes,
                attempts);
    }
}

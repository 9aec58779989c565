package dev.retune.trial;

import dev.retune.space.Configuration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The record of a trial. Immutable: each change of a trial makes a new record.
 *
 * @param number its index in the study, from 0
 * @param configuration what was tried
 * @param resource its share of the study's {@link Resource}
 * @param continues the trial whose checkpoint it continues from, if any
 * @param reports intermediate values, by ascending step
 * @param outcome how it ended, empty while it waits or runs
 * @param started when it was started, empty while it waits
 * @param ended when it ended
 * @param attributes notes of the user and the objective: text, numbers, booleans, and lists and maps of these
 * @param attempts earlier attempts, which were interrupted
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

    /** The state of a trial. */
    public enum State {
        WAITING,
        RUNNING,
        COMPLETED,
        PRUNED,
        FAILED;

        /** The state of a trial with this outcome. */
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

    /** A waiting trial. */
    public static TrialRecord waiting(int number, Configuration configuration, double resource, OptionalInt continues) {
        return new Builder(number, configuration, resource).continues(continues).build();
    }

    /** The builder of a waiting trial. */
    public static Builder builder(int number, Configuration configuration, double resource) {
        return new Builder(number, configuration, resource);
    }

    /** A builder with the parts of this record. */
    public Builder toBuilder() {
        return new Builder(number, configuration, resource)
                .continues(continues)
                .reports(reports)
                .outcome(outcome)
                .started(started)
                .ended(ended)
                .attributes(attributes)
                .attempts(attempts);
    }

    /** Assigned to a worker. */
    public TrialRecord started(Instant now) {
        return toBuilder().started(Optional.of(now)).build();
    }

    /** Released before its end: it waits again, and keeps its reports. */
    public TrialRecord released() {
        return toBuilder()
                .outcome(Optional.empty())
                .started(Optional.empty())
                .ended(Optional.empty())
                .build();
    }

    /** Released by its worker, or taken from a lost one: as {@link #released()}, with one more attempt. */
    public TrialRecord interrupted(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return released().with(reports, all);
    }

    /** Replaces the reports and the earlier attempts. */
    public TrialRecord with(List<Report> values, List<Attempt> earlier) {
        return toBuilder().reports(values).attempts(earlier).build();
    }

    /** With one more intermediate value; it replaces an earlier one of the same metric and step. */
    public TrialRecord reported(Report report) {
        List<Report> all = new ArrayList<>(reports.size() + 1);
        all.addAll(reports);
        if (report.step() <= lastStep()) {
            all.removeIf(r -> r.step() == report.step() && r.metric().equals(report.metric()));
        }
        all.add(report);
        if (report.step() < lastStep()) {
            all.sort(Comparator.comparingInt(Report::step));
        }
        return toBuilder().reports(all).build();
    }

    /** With an outcome, which replaces an earlier one. */
    public TrialRecord ended(Outcome outcome, Instant now) {
        return toBuilder().outcome(Optional.of(outcome)).ended(Optional.of(now)).build();
    }

    /** With more attributes, which replace earlier ones of the same name. */
    public TrialRecord noted(Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        all.putAll(more);
        return toBuilder().attributes(all).build();
    }

    public State state() {
        return outcome.map(State::of).orElse(started.isEmpty() ? State.WAITING : State.RUNNING);
    }

    /** The measurement of a completed or a pruned trial. */
    public Optional<Measurement> measurement() {
        return outcome.flatMap(Outcome::measured);
    }

    /**
     * The value of the {@linkplain Measurement#value() first metric}, the target's in a study with one target; NaN if
     * there is none.
     */
    public double value() {
        Outcome end = outcome.orElse(null);
        if (end instanceof Outcome.Completed completed) {
            return completed.measurement().value();
        }
        return end instanceof Outcome.Pruned pruned ? pruned.measurement().value() : Double.NaN;
    }

    /**
     * The cost of the evaluation: the reported one, or else its duration in seconds; empty if it has not ended, or the
     * cost is unknown.
     */
    public OptionalDouble cost() {
        if (outcome.isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalDouble told = outcome.get().toldCost();
        return told.isPresent() ? told : seconds();
    }

    /** The duration from its start to its end; empty if it has not ended. */
    public OptionalDouble seconds() {
        return started.isPresent() && ended.isPresent()
                ? OptionalDouble.of(Duration.between(started.get(), ended.get()).toMillis() / 1000.0)
                : OptionalDouble.empty();
    }

    /** The last reported step, 0 if there is none. */
    public int lastStep() {
        return reports.isEmpty() ? 0 : reports.get(reports.size() - 1).step();
    }

    /** {@code trial 7: 0.91 ± 0.02, latency 12.3; learningRate = 0.01, layers = 3}, or its state and reason. */
    @Override
    public String toString() {
        String result = measurement()
                .filter(measured -> !Double.isNaN(measured.value()))
                .map(measured -> state() == State.COMPLETED ? measured.toString() : state() + ", " + measured)
                .orElseGet(() -> state()
                        + outcome.flatMap(Outcome::why)
                                .map(why -> " (" + firstLine(why) + ")")
                                .orElse(""));
        return "trial %s: %s; %s".formatted(number, result, configuration);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Builds a record. Parts that are not set are empty. */
    public static final class Builder {

        private final int number;
        private final Configuration configuration;
        private final double resource;
        private OptionalInt continues = OptionalInt.empty();
        private List<Report> reports = List.of();
        private Optional<Outcome> outcome = Optional.empty();
        private Optional<Instant> started = Optional.empty();
        private Optional<Instant> ended = Optional.empty();
        private Map<String, Object> attributes = Map.of();
        private List<Attempt> attempts = List.of();

        private Builder(int number, Configuration configuration, double resource) {
            this.number = number;
            this.configuration = configuration;
            this.resource = resource;
        }

        public Builder continues(OptionalInt trial) {
            this.continues = trial;
            return this;
        }

        public Builder reports(List<Report> reports) {
            this.reports = reports;
            return this;
        }

        public Builder outcome(Optional<Outcome> outcome) {
            this.outcome = outcome;
            return this;
        }

        public Builder started(Optional<Instant> started) {
            this.started = started;
            return this;
        }

        public Builder ended(Optional<Instant> ended) {
            this.ended = ended;
            return this;
        }

        public Builder attributes(Map<String, Object> attributes) {
            this.attributes = attributes;
            return this;
        }

        public Builder attempts(List<Attempt> attempts) {
            this.attempts = attempts;
            return this;
        }

        /** @throws IllegalArgumentException if the number is below 0, or the resource not above 0 */
        public TrialRecord build() {
            return new TrialRecord(
                    number, configuration, resource, continues, reports, outcome, started, ended, attributes, attempts);
        }
    }
}

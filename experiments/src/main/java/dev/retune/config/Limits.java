package dev.retune.config;

import dev.retune.budget.Budget;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code budget} of a study file; whatever comes first ends the study.
 *
 * @param trials how many trials are asked for
 * @param time for how long
 * @param resource with how much of the resource in all
 * @param target until a trial is that good
 * @param noImprovement until so many trials have ended since the best one
 * @param nothingToGain until the best trial cannot be improved by more than its noise, or than a number
 */
public record Limits(
        Optional<Integer> trials,
        Optional<Duration> time,
        Optional<Double> resource,
        Optional<Double> target,
        Optional<Integer> noImprovement,
        Optional<Budget> nothingToGain) {

    static Limits read(Node node) {
        node.only("trials", "time", "resource", "target", "noImprovement", "nothingToGain");
        Limits limits = new Limits(
                node.get("trials").map(trials -> trials.whole(1)),
                node.get("time").map(time -> time.checked(() -> Durations.of(time.text()))),
                node.get("resource").map(Node::number),
                node.get("target").map(Node::number),
                node.get("noImprovement").map(trials -> trials.whole(1)),
                node.get("nothingToGain").flatMap(Limits::nothingToGain));
        if (node.entries().isEmpty() || limits.budgets().isEmpty()) {
            throw node.error("it has no limit: write {trials: 60} or {time: 10m}, for example");
        }
        node.checked(limits::toBudget);
        return limits;
    }

    /** {@code true}, or how much is worthwhile. */
    private static Optional<Budget> nothingToGain(Node node) {
        return switch (node.text()) {
            case "true" -> Optional.of(Budget.nothingToGain());
            case "false" -> Optional.empty();
            default -> Optional.of(node.checked(() -> Budget.nothingToGain(node.number())));
        };
    }

    /** With these limits instead of its own; those that are not given stay. */
    public Limits with(Optional<Integer> trials, Optional<Duration> time) {
        return new Limits(trials.or(this::trials), time.or(this::time), resource, target, noImprovement, nothingToGain);
    }

    public Budget toBudget() {
        return budgets().stream().reduce(Budget::or).orElseThrow();
    }

    private List<Budget> budgets() {
        return Stream.of(
                        trials.map(Budget::trials),
                        time.map(Budget::time),
                        resource.map(Budget::resource),
                        target.map(Budget::target),
                        noImprovement.map(Budget::noImprovementIn),
                        nothingToGain)
                .flatMap(Optional::stream)
                .toList();
    }
}

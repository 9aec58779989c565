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
 */
public record Limits(
        Optional<Integer> trials,
        Optional<Duration> time,
        Optional<Double> resource,
        Optional<Double> target,
        Optional<Integer> noImprovement) {

    static Limits read(Node node) {
        node.only("trials", "time", "resource", "target", "noImprovement");
        Limits limits = new Limits(
                node.get("trials").map(trials -> trials.whole(1)),
                node.get("time").map(time -> time.checked(() -> Durations.of(time.text()))),
                node.get("resource").map(Node::number),
                node.get("target").map(Node::number),
                node.get("noImprovement").map(trials -> trials.whole(1)));
        if (node.entries().isEmpty() || limits.budgets().isEmpty()) {
            throw node.error("it has no limit: write {trials: 60} or {time: 10m}, for example");
        }
        node.checked(limits::toBudget);
        return limits;
    }

    /** With these limits instead of its own; those that are not given stay. */
    public Limits with(Optional<Integer> trials, Optional<Duration> time) {
        return new Limits(trials.or(this::trials), time.or(this::time), resource, target, noImprovement);
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
                        noImprovement.map(Budget::noImprovementIn))
                .flatMap(Optional::stream)
                .toList();
    }
}

package dev.retune.config;

import dev.retune.budget.Budget;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.syntax.Durations;
import dev.retune.syntax.Node;

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
 * @param cost until trials cost that much together
 * @param target until a trial is that good
 * @param noImprovement until so many trials have ended since the best one
 * @param nothingToGain until the best trial cannot be improved by more than this; 0 stands for its noise
 */
public record BudgetSection(
        Optional<Integer> trials,
        Optional<Duration> time,
        Optional<Double> resource,
        Optional<Double> cost,
        Optional<Double> target,
        Optional<Integer> noImprovement,
        Optional<Double> nothingToGain) {

    static BudgetSection read(Node node) {
        node.only("trials", "time", "resource", "cost", "target", "noImprovement", "nothingToGain");
        BudgetSection budget = new BudgetSection(
                node.get("trials").map(trials -> trials.whole(1)),
                node.get("time").map(time -> time.checked(() -> Durations.of(time.text()))),
                node.get("resource").map(Node::number),
                node.get("cost").map(Node::number),
                node.get("target").map(Node::number),
                node.get("noImprovement").map(trials -> trials.whole(1)),
                node.get("nothingToGain").flatMap(BudgetSection::nothingToGain));
        if (node.checked(budget::budgets).isEmpty()) {
            throw node.error("it has no limit: write {trials: 60} or {time: 10m}, for example");
        }
        node.checked(budget::toBudget);
        return budget;
    }

    /** {@code true}, or how much is worthwhile. */
    private static Optional<Double> nothingToGain(Node node) {
        return switch (node.text()) {
            case "true" -> Optional.of(0.0);
            case "false" -> Optional.empty();
            default -> {
                double worthwhile = node.number();
                node.checked(() -> Budget.nothingToGain(worthwhile));
                yield Optional.of(worthwhile);
            }
        };
    }

    /** With this budget instead of its own; those that are not given stay. */
    public BudgetSection with(Optional<Integer> trials, Optional<Duration> time) {
        return new BudgetSection(
                trials.or(this::trials), time.or(this::time), resource, cost, target, noImprovement, nothingToGain);
    }

    /** Whether there is a limit. */
    public boolean isLimited() {
        return !budgets().isEmpty();
    }

    /** @throws java.util.NoSuchElementException if there is no limit */
    public Budget toBudget() {
        return budgets().stream().reduce(Budget::or).orElseThrow().withSurrogate(GaussianProcessSearch.create());
    }

    private List<Budget> budgets() {
        return Stream.of(
                        trials.map(Budget::trials),
                        time.map(Budget::time),
                        resource.map(Budget::resource),
                        cost.map(Budget::cost),
                        target.map(Budget::target),
                        noImprovement.map(Budget::noImprovementIn),
                        nothingToGain.map(worthwhile ->
                                worthwhile > 0 ? Budget.nothingToGain(worthwhile) : Budget.nothingToGain()))
                .flatMap(Optional::stream)
                .toList();
    }
}

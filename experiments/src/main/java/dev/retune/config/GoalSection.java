package dev.retune.config;

import dev.retune.syntax.Node;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Target;
import dev.retune.validation.Metric;

import java.util.ArrayList;
import java.util.List;

/**
 * What a study file is after: {@code goal: maximize accuracy}, or {@code goals: [maximize accuracy, minimize latency]},
 * and {@code limits: ["latency <= 20"]}.
 *
 * @param node of the goals
 * @param targets each with its place
 * @param limits each with its place
 */
record GoalSection(Node node, List<Placed<Target>> targets, List<Placed<Limit>> limits) {

    static final String GOAL = "goal";
    static final String GOALS = "goals";
    static final String LIMITS = "limits";

    /** Something, and where it stands. */
    record Placed<T>(Node node, T value) {}

    static GoalSection read(Node root) {
        if (root.has(GOAL) && root.has(GOALS)) {
            throw root.need(GOALS, "").error("there is a 'goal' already: write either 'goal' or 'goals'");
        }
        Node node = root.get(GOALS).orElseGet(() -> root.need(GOAL, "maximize accuracy, for example"));
        List<Node> written = root.has(GOALS) ? node.items() : List.of(node);
        List<Placed<Target>> targets = new ArrayList<>();
        written.forEach(target -> targets.add(new Placed<>(target, target(target))));
        List<Placed<Limit>> limits = new ArrayList<>();
        root.get(LIMITS)
                .ifPresent(list -> list.items()
                        .forEach(limit ->
                                limits.add(new Placed<>(limit, limit.checked(() -> Limit.of(limit.string()))))));
        GoalSection section = new GoalSection(node, targets, limits);
        Node place = limits.isEmpty() ? node : root.need(LIMITS, "");
        place.checked(section::goals);
        return section;
    }

    private static Target target(Node node) {
        String[] words = node.string().strip().split("\\s+", 2);
        boolean known = words[0].equalsIgnoreCase("minimize") || words[0].equalsIgnoreCase("maximize");
        if (!known || words.length < 2) {
            throw node.error("it must be 'maximize METRIC' or 'minimize METRIC'; metrics: "
                    + String.join(
                            ", ", Metric.available().stream().map(Metric::name).toList()));
        }
        return node.checked(() -> Target.of(node.string()));
    }

    /** As they are written: for a program. */
    Goals goals() {
        return new Goals(
                targets.stream().map(Placed::value).toList(),
                limits.stream().map(Placed::value).toList());
    }

    /** For a command, which names metrics in lines of words. */
    Goals goalsOfWords() {
        Goals goals = goals();
        if (goals.metrics().size() > 1) {
            for (String metric : goals.metrics()) {
                if (metric.matches(".*\\s.*")) {
                    throw node.error(
                            ("metric '%s' has a space in its name, but a command names it in a line 'metric NAME"
                                                    + " VALUE': ")
                                            .formatted(metric)
                                    + "take a name of one word");
                }
            }
        }
        return goals;
    }

    /** The metric that models are scored by; it knows itself which direction is better. */
    Metric standard() {
        if (targets.size() > 1) {
            throw targets.get(1).node().error("a model is scored by one metric so far: keep one goal");
        }
        Node node = targets.get(0).node();
        Target target = targets.get(0).value();
        Metric standard = node.checked(() -> Metric.named(target.metric()));
        Direction direction = standard.goal().direction();
        if (direction != target.direction()) {
            throw node.error("%s is better when %s: write '%s'"
                    .formatted(
                            standard.name(), direction == Direction.MAXIMIZE ? "larger" : "smaller", standard.goal()));
        }
        return standard;
    }

    /** For a model that is scored by its {@link #standard()} metric, which is called as it calls itself. */
    Goals goalsOf(Metric standard) {
        Goals goals = Goals.of(standard.goal());
        for (Placed<Limit> limit : limits) {
            Limit written = limit.value();
            Metric limited = limit.node().checked(() -> Metric.named(written.metric()));
            if (!limited.name().equals(standard.name())) {
                throw limit.node()
                        .error("a model is scored by one metric so far, %s: it cannot be limited by %s"
                                .formatted(standard.name(), limited.name()));
            }
            goals = goals.limit(new Limit(standard.name(), written.side(), written.bound()));
        }
        return goals;
    }
}

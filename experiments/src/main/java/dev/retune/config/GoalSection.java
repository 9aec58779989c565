package dev.retune.config;

import dev.retune.syntax.Node;
import dev.retune.trial.Goal;
import dev.retune.validation.Metric;

import java.util.Locale;
import java.util.Map;

/** The {@code goal} of a study file: {@code maximize accuracy}. */
record GoalSection(Node node, Goal goal, String metric) {

    static GoalSection read(Node node) {
        String[] words = node.string().strip().split("\\s+", 2);
        Map<String, Goal> goals = Map.of("maximize", Goal.MAXIMIZE, "minimize", Goal.MINIMIZE);
        Goal goal = goals.get(words[0].toLowerCase(Locale.ROOT));
        if (goal == null || words.length < 2) {
            throw node.error("it must be 'maximize METRIC' or 'minimize METRIC'; metrics: "
                    + String.join(
                            ", ", Metric.available().stream().map(Metric::name).toList()));
        }
        return new GoalSection(node, goal, words[1]);
    }

    /** The metric that models are scored by; it knows itself which direction is better. */
    Metric standard() {
        Metric standard = node.checked(() -> Metric.named(metric));
        if (standard.goal() != goal) {
            throw node.error("%s is better when %s: write '%s %s'"
                    .formatted(
                            standard.name(),
                            standard.goal() == Goal.MAXIMIZE ? "larger" : "smaller",
                            standard.goal().name().toLowerCase(Locale.ROOT),
                            standard.name()));
        }
        return standard;
    }
}

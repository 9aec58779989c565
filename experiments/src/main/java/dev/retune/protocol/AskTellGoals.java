package dev.retune.protocol;

import dev.retune.internal.text.NearestName;
import dev.retune.syntax.Node;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.GoalsJson;
import dev.retune.trial.Limit;
import dev.retune.trial.Target;

import java.util.ArrayList;
import java.util.List;

/** What the start line says of the goals: {@code "direction"}, or {@code "goals"}, and {@code "limits"}. */
final class AskTellGoals {

    static final String DIRECTION = "direction";
    private static final List<String> DIRECTIONS = List.of("minimize", "maximize");

    private AskTellGoals() {}

    static Goals read(Node message) {
        if (message.has(DIRECTION) && message.has(GoalsJson.GOALS)) {
            throw message.need(GoalsJson.GOALS, "")
                    .error("there is a \"direction\" already: give one of \"direction\" and \"goals\"");
        }
        List<Target> targets = new ArrayList<>();
        message.get(GoalsJson.GOALS).ifPresent(list -> list.items().forEach(goal -> targets.add(target(goal))));
        if (!message.has(GoalsJson.GOALS)) {
            targets.add(Target.unnamed(
                    message.get(DIRECTION).map(AskTellGoals::direction).orElse(Direction.MINIMIZE)));
        }
        List<Limit> limits = new ArrayList<>();
        message.get(GoalsJson.LIMITS).ifPresent(list -> list.items().forEach(limit -> limits.addAll(limits(limit))));
        return message.checked(() -> new Goals(targets, limits));
    }

    private static Target target(Node goal) {
        goal.only(GoalsJson.NAME, GoalsJson.DIRECTION);
        String name = goal.need(GoalsJson.NAME, "the name of a metric").string();
        Direction direction = direction(goal.need(GoalsJson.DIRECTION, "minimize or maximize"));
        return goal.checked(() -> new Target(name, direction));
    }

    private static Direction direction(Node direction) {
        if (!DIRECTIONS.contains(direction.string())) {
            throw direction.error("it must be minimize or maximize" + NearestName.hint(direction.string(), DIRECTIONS));
        }
        return Direction.of(direction.string());
    }

    /** One, or two if it has both ends. */
    private static List<Limit> limits(Node limit) {
        limit.only(GoalsJson.NAME, GoalsJson.MAX, GoalsJson.MIN);
        String name = limit.need(GoalsJson.NAME, "the name of a metric").string();
        List<Limit> limits = new ArrayList<>();
        limit.get(GoalsJson.MAX).ifPresent(max -> limits.add(limit.checked(() -> Limit.atMost(name, max.number()))));
        limit.get(GoalsJson.MIN).ifPresent(min -> limits.add(limit.checked(() -> Limit.atLeast(name, min.number()))));
        if (limits.isEmpty()) {
            throw limit.error("it limits nothing: give it a \"max\" or a \"min\"");
        }
        return limits;
    }
}

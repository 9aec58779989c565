package dev.retune.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Goals as JSON values, the same in stores, backups and protocols:
 * {@code {"goals":[{"name":"accuracy","direction":"maximize"}],"limits":[{"name":"latency","max":20}]}}.
 */
public final class GoalsJson {

    private static final String METRIC_NOTE = "metric";

    public static final String GOALS = "goals";
    public static final String LIMITS = "limits";
    public static final String NAME = "name";
    public static final String DIRECTION = "direction";
    public static final String MAX = "max";
    public static final String MIN = "min";

    private GoalsJson() {}

    /** {@link #LIMITS} is left out if there are none. */
    public static Map<String, Object> write(Goals goals) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(GOALS, goals.targets().stream().map(GoalsJson::write).toList());
        if (!goals.limits().isEmpty()) {
            map.put(LIMITS, goals.limits().stream().map(GoalsJson::write).toList());
        }
        return map;
    }

    private static Map<String, Object> write(Target target) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(NAME, target.metric());
        map.put(DIRECTION, target.direction().word());
        return map;
    }

    private static Map<String, Object> write(Limit limit) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(NAME, limit.metric());
        map.put(limit.side() == Limit.Side.AT_MOST ? MAX : MIN, limit.bound());
        return map;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param notes of the study: Retune 0.1 stored the target's name there, if at all
     * @throws IllegalArgumentException if it has another form
     */
    public static Goals read(Map<String, ?> map, Map<String, ?> notes) {
        String unnamed = notes.get(METRIC_NOTE) instanceof String metric && !metric.isBlank()
                ? metric.strip()
                : MetricValue.UNNAMED;
        List<Target> targets = new ArrayList<>();
        for (Map<?, ?> target : objects(map, GOALS)) {
            Object name = target.get(NAME);
            targets.add(new Target(
                    name == null ? unnamed : String.valueOf(name),
                    Direction.of(String.valueOf(target.get(DIRECTION)))));
        }
        List<Limit> limits = new ArrayList<>();
        for (Map<?, ?> limit : objects(map, LIMITS)) {
            String name = String.valueOf(limit.get(NAME));
            limits.add(
                    limit.get(MAX) instanceof Number max
                            ? Limit.atMost(name, max.doubleValue())
                            : Limit.atLeast(name, OutcomeJson.number(limit.get(MIN))));
        }
        return new Goals(targets, limits);
    }

    private static List<Map<?, ?>> objects(Map<String, ?> map, String key) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (map.get(key) instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof Map<?, ?> object)) {
                    throw new IllegalArgumentException("'%s' holds %s, which is not an object".formatted(key, element));
                }
                objects.add(object);
            }
        }
        return objects;
    }
}

package dev.retune.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that may be noted with a trial or a study: those that every store returns unchanged. */
final class Notes {

    private Notes() {}

    /** The value, or its text if JSON has no such value (NaN and infinities). */
    static Object checked(String key, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        }
        if (value instanceof Number number) {
            double x = number.doubleValue();
            return Double.isFinite(x) ? (Object) x : Double.toString(x);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> checked(key, element)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> checked = new LinkedHashMap<>();
            map.forEach((k, v) -> checked.put(String.valueOf(k), checked(key, v)));
            return checked;
        }
        throw new IllegalArgumentException(
                "The note '%s' is a %s: notes are text, numbers, booleans, and lists and maps of these"
                        .formatted(key, value.getClass().getSimpleName()));
    }
}

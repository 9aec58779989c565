package dev.retune.store.jdbc;

import dev.retune.trial.Outcome;
import dev.retune.trial.OutcomeJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** The columns with JSON. Doubles are preserved bit for bit; NaN and infinite ones are text. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    static String write(Map<String, ?> map) {
        return MAPPER.writeValueAsString(map);
    }

    static Map<String, Object> map(@Nullable String json) {
        return json == null ? Map.of() : MAPPER.readValue(json, MAP);
    }

    static String write(Outcome outcome) {
        return write(OutcomeJson.write(outcome));
    }

    /** Why something could not be read, in one line and without a position in the JSON text. */
    static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\s*\\(?(start marker )?at \\[Source.*", "");
    }
}

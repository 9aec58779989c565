package dev.retune.exchange;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study that came from Optuna had there and has no place here. It is kept in a note, so that the way back gives
 * it again.
 *
 * @param choices those that are named differently here, by parameter: null, lists and objects
 * @param switches the choices that were added here, to tell when a parameter is used
 * @param countsFromZero whether its steps count from 0 there
 */
record OptunaOrigin(Map<String, List<JsonNode>> choices, List<String> switches, boolean countsFromZero) {

    /** The key of the note. */
    static final String NOTE = "optuna";

    private static final JsonMapper JSON = JsonMapper.shared();

    static OptunaOrigin of(Map<String, Object> notes) {
        if (!(notes.get(NOTE) instanceof Map<?, ?> note)) {
            return new OptunaOrigin(Map.of(), List.of(), false);
        }
        Map<String, List<JsonNode>> choices = new LinkedHashMap<>();
        if (note.get("choices") instanceof Map<?, ?> lists) {
            lists.forEach((name, list) -> {
                List<JsonNode> nodes = new ArrayList<>();
                JSON.readTree(String.valueOf(list)).forEach(nodes::add);
                choices.put(String.valueOf(name), nodes);
            });
        }
        List<String> switches = note.get("switches") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        return new OptunaOrigin(choices, switches, Boolean.TRUE.equals(note.get("countsFromZero")));
    }

    /** Null has no place in a note, so the choices are a text of JSON. Empty if there is nothing to keep. */
    Map<String, Object> toNote() {
        Map<String, Object> note = new LinkedHashMap<>();
        if (!choices.isEmpty()) {
            Map<String, String> lists = new LinkedHashMap<>();
            choices.forEach((name, nodes) -> lists.put(name, nodes.toString()));
            note.put("choices", lists);
        }
        if (!switches.isEmpty()) {
            note.put("switches", switches);
        }
        if (countsFromZero) {
            note.put("countsFromZero", true);
        }
        return note;
    }

    /** Optuna's choices of that parameter; null if they have the same names there. */
    @Nullable
    List<JsonNode> choices(String parameter) {
        return choices.get(parameter);
    }
}

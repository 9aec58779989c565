package dev.retune.learner;

import dev.retune.data.ColumnType;
import dev.retune.data.Field;
import dev.retune.data.Reading;
import dev.retune.data.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The description of a saved model. */
record Manifest(
        String version,
        Instant created,
        String learner,
        Map<String, Object> hyperparameters,
        Schema schema,
        Reading reading,
        Map<String, Object> facts) {

    /** The version of the file format; raised when older programs could not read it. */
    static final int FORMAT = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("retune", version);
        json.put("created", created.toString());
        json.put("learner", learner);
        json.put("hyperparameters", hyperparameters);
        json.put("target", field(schema.target()));
        json.put("features", schema.features().stream().map(Manifest::field).toList());
        json.put("reading", ReadingJson.of(reading));
        json.put("facts", facts);
        return JSON.writeValueAsString(json);
    }

    /** @throws IllegalArgumentException if the text is no manifest, or has a newer format */
    static Manifest ofJson(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            int format = need(json, "format").asInt();
            if (format > FORMAT) {
                throw new IllegalArgumentException(
                        "it has format " + format + ", but this Retune reads up to " + FORMAT + ": update Retune");
            }
            List<Field> features = new ArrayList<>();
            need(json, "features").forEach(feature -> features.add(field(feature)));
            Schema schema = new Schema(features, field(need(json, "target")));
            JsonNode reading = json.get("reading"); // version 0.1 wrote none
            return new Manifest(
                    need(json, "retune").asString(),
                    Instant.parse(need(json, "created").asString()),
                    need(json, "learner").asString(),
                    map(need(json, "hyperparameters")),
                    schema,
                    reading == null ? Reading.of(schema) : ReadingJson.read(reading),
                    map(need(json, "facts")));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("its manifest is damaged: " + e.getMessage(), e);
        }
    }

    private static JsonNode need(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException("its manifest has no '" + key + "'");
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(JsonNode json) {
        return JSON.treeToValue(json, LinkedHashMap.class);
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", field.type().name().toLowerCase(Locale.ROOT));
        if (field instanceof Field.Categorical categorical) {
            json.put("levels", categorical.levels());
        }
        return json;
    }

    private static Field field(JsonNode json) {
        String name = need(json, "name").asString();
        ColumnType type = ColumnType.named(need(json, "type").asString());
        if (type != ColumnType.CATEGORICAL) {
            return new Field.Numeric(name, type);
        }
        List<String> levels = new ArrayList<>();
        need(json, "levels").forEach(level -> levels.add(level.asString()));
        return new Field.Categorical(name, levels);
    }
}

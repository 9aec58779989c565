package dev.retune.execution.program;

import dev.retune.internal.text.Numbers;
import dev.retune.study.Trial;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values that a program gets for a trial: as placeholders, in its environment, and as JSON. */
record Assignment(Trial trial, Path workdir) {

    /** Reserved names that no parameter can have. */
    static final List<String> OWN = List.of("trial", "seed", "resource", "workdir");

    private static final JsonMapper JSON = new JsonMapper();

    /** Texts by name; inactive parameters have none. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        trial.configuration().toJson().forEach((name, value) -> texts.put(name, String.valueOf(value)));
        texts.put("trial", String.valueOf(trial.number()));
        texts.put("seed", String.valueOf(seed()));
        texts.put("resource", String.valueOf(resource()));
        texts.put("workdir", workdir.toString());
        return texts;
    }

    /** The same as environment variables. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        texts().forEach((name, text) -> variables.put(variable(name), text));
        return variables;
    }

    /** {@code RETUNE_LEARNINGRATE} */
    static String variable(String name) {
        return "RETUNE_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    /** The same in one line. */
    String json() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("trial", trial.number());
        message.put("params", trial.configuration().toJson());
        if (trial.studyResource().isFidelity()) {
            message.put("resource", resource());
        }
        trial.continues().ifPresent(earlier -> message.put("continues", earlier));
        message.put("seed", seed());
        message.put("workdir", workdir.toString());
        return JSON.writeValueAsString(message);
    }

    /** 0 to 2³¹ - 1, which every generator takes. */
    private int seed() {
        return (int) (trial.seed() >>> 33);
    }

    private Number resource() {
        return Numbers.plain(trial.resource());
    }
}

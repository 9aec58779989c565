package dev.retune.learner;

import dev.retune.data.Format;
import dev.retune.data.Reading;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How the training rows were read, in the description of a saved model; what was inferred is left out. */
final class ReadingJson {

    private ReadingJson() {}

    static Map<String, Object> of(Reading reading) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("missing", reading.missing());
        Character separator = reading.separator();
        if (separator != null) {
            json.put("separator", separator.toString());
        }
        Charset charset = reading.charset();
        if (charset != null) {
            json.put("charset", charset.name());
        }
        Format format = reading.format();
        if (format != null) {
            json.put("format", format.name().toLowerCase(Locale.ROOT));
        }
        json.put("calendar", reading.calendar());
        return json;
    }

    /** @throws IllegalArgumentException if it is not what {@link #of} gives */
    static Reading read(JsonNode json) {
        String separator = text(json, "separator");
        if (separator != null && separator.length() != 1) {
            throw new IllegalArgumentException(
                    "its manifest has the separator '" + separator + "'; it must be one character");
        }
        String charset = text(json, "charset");
        String format = text(json, "format");
        return new Reading(
                texts(json, "missing"),
                separator == null ? null : separator.charAt(0),
                charset == null ? null : charset(charset),
                format == null ? null : Format.named(format),
                texts(json, "calendar"));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "its manifest has the charset '" + name + "', which this Java does not know", e);
        }
    }

    private static @Nullable String text(JsonNode json, String key) {
        JsonNode value = json.get(key);
        return value == null ? null : value.asString();
    }

    private static Set<String> texts(JsonNode json, String key) {
        JsonNode values = json.get(key);
        if (values == null || !values.isArray()) {
            throw new IllegalArgumentException("its manifest has no list '" + key + "' in 'reading'");
        }
        Set<String> texts = new LinkedHashSet<>();
        values.forEach(value -> texts.add(value.asString()));
        return texts;
    }
}

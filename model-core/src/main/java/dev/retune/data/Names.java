package dev.retune.data;

import dev.retune.internal.text.NearestName;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How constants are written in study files. */
final class Names {

    private Names() {}

    /** In lower case. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(String kind, String name, E[] constants) {
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(name.strip())) {
                return constant;
            }
        }
        List<String> known = Arrays.stream(constants).map(Names::of).toList();
        throw new IllegalArgumentException("unknown " + kind + " '" + name + "'" + NearestName.hintOrList(name, known));
    }
}

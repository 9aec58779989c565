package dev.retune.store.jdbc;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A statement with its arguments. Its text is the same for all databases; {@code {now}} stands for the time of the
 * store's clock, in milliseconds.
 */
record Sql(String text, List<@Nullable Object> arguments) {

    static Sql of(String text, @Nullable Object... arguments) {
        return new Sql(text, Collections.unmodifiableList(Arrays.asList(arguments)));
    }

    /** With more text at its end. */
    Sql and(String more, @Nullable Object... moreArguments) {
        List<@Nullable Object> all = new ArrayList<>(arguments);
        Collections.addAll(all, moreArguments);
        return new Sql(text + more, Collections.unmodifiableList(all));
    }
}

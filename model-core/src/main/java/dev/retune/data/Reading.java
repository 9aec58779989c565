package dev.retune.data;

import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How a file is read, beside the types of its columns: what must be known to read further files alike.
 *
 * @param missing the markers of missing cells; an empty cell is always missing
 * @param separator of the cells of a CSV file; null for the one of the header
 * @param charset of a file without byte-order mark; null for UTF-8
 * @param format null to recognise it
 * @param calendar the columns that are read as {@link ColumnType#CALENDAR}
 */
public record Reading(
        Set<String> missing,
        @Nullable Character separator,
        @Nullable Charset charset,
        @Nullable Format format,
        Set<String> calendar) {

    private static final ImmutableSet<String> MARKERS =
            ImmutableSet.of("", "?", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL");

    static final Reading INFERRED = new Reading(MARKERS, null, null, null, Set.of());

    public Reading {
        missing = ImmutableSet.<String>builder().add("").addAll(missing).build();
        calendar = ImmutableSet.copyOf(calendar);
    }

    /**
     * How rows are read of which only the schema is known: all is inferred, and {@code date} is a calendar if the
     * schema has {@code date.yearSin} and the other features that a calendar adds.
     */
    public static Reading of(Schema schema) {
        return INFERRED.calendar(
                Dates.ofPhases(schema.features().stream().map(Field::name).toList()));
    }

    /** Whether the markers of missing cells are others than the default ones. */
    public boolean declaresMissing() {
        return !missing.equals(MARKERS);
    }

    Reading missing(Collection<String> markers) {
        return new Reading(new LinkedHashSet<>(markers), separator, charset, format, calendar);
    }

    Reading separator(char declared) {
        return new Reading(missing, declared, charset, format, calendar);
    }

    Reading charset(Charset declared) {
        return new Reading(missing, separator, declared, format, calendar);
    }

    Reading format(Format declared) {
        return new Reading(missing, separator, charset, declared, calendar);
    }

    Reading calendar(Set<String> columns) {
        return new Reading(missing, separator, charset, format, columns);
    }
}

package dev.retune.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.retune.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Set;

/**
 * The options of a {@link DataReader}.
 *
 * @param types of columns that are not to be inferred
 * @param ignored columns that are skipped
 * @param wanted the columns to read; null for all
 * @param missing the markers of missing cells
 * @param separator of cells; null for the one of the header
 * @param charset null for the one of the byte-order mark, or else UTF-8
 * @param format null to recognise it
 */
record ReadingOptions(
        ImmutableMap<String, ColumnType> types,
        ImmutableSet<String> ignored,
        @Nullable Schema wanted,
        ImmutableSet<String> missing,
        @Nullable Character separator,
        @Nullable Charset charset,
        @Nullable Format format) {

    private static final ImmutableSet<String> MARKERS =
            ImmutableSet.of("", "?", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL");

    static final ReadingOptions NOTHING =
            new ReadingOptions(ImmutableMap.of(), ImmutableSet.of(), null, MARKERS, null, null, null);

    ReadingOptions type(String column, ColumnType type) {
        ImmutableMap<String, ColumnType> more = ImmutableMap.<String, ColumnType>builder()
                .putAll(types)
                .put(column, type)
                .buildKeepingLast();
        return new ReadingOptions(more, ignored, wanted, missing, separator, charset, format);
    }

    ReadingOptions ignore(Collection<String> columns) {
        ImmutableSet<String> more =
                ImmutableSet.<String>builder().addAll(ignored).addAll(columns).build();
        return new ReadingOptions(types, more, wanted, missing, separator, charset, format);
    }

    ReadingOptions want(Schema schema) {
        return new ReadingOptions(types, ignored, schema, missing, separator, charset, format);
    }

    ReadingOptions missing(Set<String> markers) {
        return new ReadingOptions(types, ignored, wanted, ImmutableSet.copyOf(markers), separator, charset, format);
    }

    ReadingOptions separator(char declared) {
        return new ReadingOptions(types, ignored, wanted, missing, declared, charset, format);
    }

    ReadingOptions charset(Charset declared) {
        return new ReadingOptions(types, ignored, wanted, missing, separator, declared, format);
    }

    ReadingOptions format(Format declared) {
        return new ReadingOptions(types, ignored, wanted, missing, separator, charset, declared);
    }

    /** Collects the cells of a column; null if it is skipped. @param own the type that the file declares */
    @Nullable
    ColumnBuilder column(String file, String name, @Nullable ColumnType own) {
        if (wanted != null) {
            Field field = wanted.field(name);
            return field == null ? null : new ColumnBuilder(file, name, field.type());
        }
        return ignored.contains(name) ? null : new ColumnBuilder(file, name, types.getOrDefault(name, own));
    }

    /** Checks that each declared column is in the file. */
    void check(String file, Collection<String> columns) {
        types.forEach((column, type) -> {
            if (!columns.contains(column)) {
                throw new DataException("no column '" + column + "' in " + file + ", but it is declared "
                        + Names.of(type) + NearestName.hintOrList(column, columns));
            }
        });
        for (String column : ignored) {
            if (!columns.contains(column)) {
                throw new DataException(
                        "no column '" + column + "' to ignore in " + file + NearestName.hintOrList(column, columns));
            }
        }
    }

    boolean isMissing(String cell) {
        return missing.contains(cell);
    }
}

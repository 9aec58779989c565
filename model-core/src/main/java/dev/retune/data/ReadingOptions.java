package dev.retune.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.retune.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import java.util.Collection;

/**
 * The options of a {@link DataReader}.
 *
 * @param types of columns that are not to be inferred
 * @param ignored columns that are skipped
 * @param wanted the columns to read; null for all
 * @param reading how cells are read
 */
record ReadingOptions(
        ImmutableMap<String, ColumnType> types,
        ImmutableSet<String> ignored,
        @Nullable Schema wanted,
        Reading reading) {

    static final ReadingOptions NOTHING =
            new ReadingOptions(ImmutableMap.of(), ImmutableSet.of(), null, Reading.INFERRED);

    ReadingOptions type(String column, ColumnType type) {
        ImmutableMap<String, ColumnType> more = ImmutableMap.<String, ColumnType>builder()
                .putAll(types)
                .put(column, type)
                .buildKeepingLast();
        return new ReadingOptions(more, ignored, wanted, reading);
    }

    ReadingOptions ignore(Collection<String> columns) {
        ImmutableSet<String> more =
                ImmutableSet.<String>builder().addAll(ignored).addAll(columns).build();
        return new ReadingOptions(types, more, wanted, reading);
    }

    ReadingOptions want(Schema schema) {
        return new ReadingOptions(types, ignored, schema, reading);
    }

    ReadingOptions reading(Reading declared) {
        return new ReadingOptions(types, ignored, wanted, declared);
    }

    /** Collects the cells of a column; null if it is skipped. @param own the type that the file declares */
    @Nullable
    ColumnBuilder column(String file, String name, @Nullable ColumnType own) {
        if (wanted != null) {
            if (reading.calendar().contains(name)) {
                return new ColumnBuilder(file, name, ColumnType.CALENDAR);
            }
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
        return reading.missing().contains(cell);
    }
}

package dev.retune.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@link Format#CSV}, record by record. */
final class CsvFormat {

    private static final String SEPARATORS = ",;\t|";

    private final String file;
    private final ReadingOptions reading;
    private final char separator;

    private CsvFormat(String file, ReadingOptions reading, char separator) {
        this.file = file;
        this.reading = reading;
        this.separator = separator;
    }

    static List<ColumnBuilder> read(Source source, ReadingOptions reading, @Nullable String target) throws IOException {
        Character declared = reading.reading().separator();
        char separator = declared == null ? separator(source.head()) : declared;
        return new CsvFormat(source.name(), reading, separator).read(source, target);
    }

    /** The one that occurs most often in the header, outside of quotes; a comma if none does. */
    private static char separator(String head) {
        String header = head.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .replaceAll("\"[^\"]*\"", "");
        char found = ',';
        long most = 0;
        for (char candidate : SEPARATORS.toCharArray()) {
            long count = header.chars().filter(c -> c == candidate).count();
            if (count > most) {
                found = candidate;
                most = count;
            }
        }
        return found;
    }

    /** @param target a column that must exist, which the header shows before the rows are read */
    private List<ColumnBuilder> read(Source source, @Nullable String target) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(source.text())
                .iterator();
        try {
            if (!records.hasNext()) {
                throw new DataException(file + " is empty; its first line must name the columns");
            }
            @Nullable ColumnBuilder[] columns = columns(records.next(), target);
            while (records.hasNext()) {
                add(records.next(), columns);
            }
            return Arrays.stream(columns).filter(Objects::nonNull).toList();
        } catch (CsvParseException e) {
            throw new DataException(file + ": " + e.getMessage() + "; a quote inside a quoted cell is written twice");
        }
    }

    /** One for each column of the file; null where it is skipped. */
    private @Nullable ColumnBuilder[] columns(CsvRecord header, @Nullable String target) {
        String where = file + " line " + header.getStartingLineNumber();
        Map<String, Integer> positions = new LinkedHashMap<>();
        List<@Nullable ColumnBuilder> columns = new ArrayList<>();
        for (String cell : header.getFields()) {
            String name = cell.strip();
            int position = columns.size() + 1;
            if (name.isEmpty()) {
                throw new DataException(where + ": column " + position + " has no name; name every column");
            }
            Integer earlier = positions.put(name, position);
            if (earlier != null) {
                throw new DataException(where + ": columns " + earlier + " and " + position + " are both named '" + name
                        + "'; names must be unique");
            }
            columns.add(reading.column(file, name, null));
        }
        if (target != null) {
            Table.requireTarget(
                    file, target, columns.stream().filter(Objects::nonNull).toList());
        }
        reading.check(file, positions.keySet());
        return columns.toArray(ColumnBuilder[]::new);
    }

    private void add(CsvRecord record, @Nullable ColumnBuilder[] columns) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != columns.length) {
            throw new DataException(file + " line " + line + " has " + count(record.getFieldCount(), "cell")
                    + ", but the header names " + count(columns.length, "column") + "; quote cells that contain '"
                    + separator + "'");
        }
        for (int i = 0; i < columns.length; i++) {
            ColumnBuilder column = columns[i];
            if (column == null) {
                continue;
            }
            String cell = record.getField(i).strip();
            if (reading.isMissing(cell)) {
                column.addMissing(line);
            } else {
                column.add(cell, line);
            }
        }
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}

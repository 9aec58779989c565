package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@link Format#LIBSVM}, line by line, into dense columns: the target is {@code label}, the feature of index 7 is
 * {@code f7}, and there is a column {@code qid} if there are groups. Learners need dense matrices, so sparse columns
 * would only postpone an out-of-memory error; here a file that is too large is refused while it is read, with an
 * explanation.
 */
final class LibSvmFormat {

    static final String LABEL = "label";
    private static final String QID = "qid";

    private final String file;
    private final ReadingOptions reading;
    private final long mostBytes;

    private final @Nullable ColumnBuilder label;
    private @Nullable ColumnBuilder qid;
    private final TreeMap<Integer, Slot> slots = new TreeMap<>();
    private final Map<Integer, Slot> byIndex = new HashMap<>();
    private int rows;
    private int line;

    /** A feature; its column is null where it is skipped. */
    private record Slot(@Nullable ColumnBuilder column) {

        void pad(int rows) {
            while (column != null && column.size() < rows) {
                column.addNumber(0);
            }
        }
    }

    private LibSvmFormat(String file, ReadingOptions reading, long mostBytes) {
        this.file = file;
        this.reading = reading;
        this.mostBytes = mostBytes;
        this.label = reading.column(file, LABEL, null);
    }

    static List<ColumnBuilder> read(Source source, ReadingOptions reading) throws IOException {
        return read(source, reading, Runtime.getRuntime().maxMemory() / 2);
    }

    /** @param mostBytes that the columns may take */
    static List<ColumnBuilder> read(Source source, ReadingOptions reading, long mostBytes) throws IOException {
        return new LibSvmFormat(source.name(), reading, mostBytes).read(source.text());
    }

    private List<ColumnBuilder> read(BufferedReader text) throws IOException {
        for (String raw = text.readLine(); raw != null; raw = text.readLine()) {
            line++;
            int comment = raw.indexOf('#');
            String content = (comment < 0 ? raw : raw.substring(0, comment)).strip();
            if (!content.isEmpty()) {
                row(content.split("[ \\t]+"));
            }
        }
        return columns();
    }

    private void row(String[] cells) {
        if (cells[0].indexOf(':') >= 0) {
            throw error("'" + cells[0] + "' stands where the label must be; a row is 'label index:value ...'");
        }
        if (cells[0].indexOf(',') >= 0) {
            throw error("label '" + cells[0] + "' has several values; one a row can be learned");
        }
        if (label != null) {
            label.add(cells[0], line);
        }
        int last = -1;
        for (int i = 1; i < cells.length; i++) {
            int colon = cells[i].indexOf(':');
            String key = colon < 0 ? "" : cells[i].substring(0, colon);
            String value = cells[i].substring(colon + 1);
            if (key.equals(QID) && i == 1) {
                group(value);
                continue;
            }
            int index = index(key);
            double number = Levels.number(value);
            if (index < 0 || Double.isNaN(number)) {
                throw error("'" + cells[i] + "' is not 'index:value' with a whole number and a number");
            }
            if (index <= last) {
                throw error("index " + index + " follows " + last + "; the indices of a row must ascend");
            }
            last = index;
            Slot slot = byIndex.computeIfAbsent(index, this::slot);
            if (slot.column() != null) {
                slot.pad(rows);
                slot.column().addNumber(number);
            }
        }
        rows++;
        if (qid != null && qid.size() < rows) {
            qid.addMissing(line);
        }
        if (rows % 256 == 0) {
            checkMemory();
        }
    }

    private static int index(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(text);
    }

    private void group(String value) {
        if (qid == null) {
            qid = reading.column(file, QID, ColumnType.CATEGORICAL);
            for (int row = 0; qid != null && row < rows; row++) {
                qid.addMissing(row + 1L);
            }
        }
        if (qid != null) {
            qid.add(value, line);
        }
    }

    private Slot slot(int index) {
        ColumnBuilder column = reading.column(file, "f" + index, ColumnType.NUMERIC);
        Slot slot = new Slot(column);
        slots.put(index, slot);
        return slot;
    }

    /** All indices up to the greatest are features; also the wanted ones beyond. */
    private List<ColumnBuilder> columns() {
        if (!slots.isEmpty() && reading.wanted() == null) {
            checkMemory();
            for (int index = 1; index < slots.lastKey(); index++) {
                byIndex.computeIfAbsent(index, this::slot);
            }
        }
        Schema wanted = reading.wanted();
        if (wanted != null) {
            for (Field feature : wanted.features()) {
                int index =
                        feature.name().startsWith("f") ? index(feature.name().substring(1)) : -1;
                if (index >= 0) {
                    byIndex.computeIfAbsent(index, this::slot);
                }
            }
        }
        checkMemory();
        slots.values().forEach(slot -> slot.pad(rows));
        Set<String> names = new LinkedHashSet<>(List.of(LABEL));
        List<@Nullable ColumnBuilder> columns = new ArrayList<>();
        columns.add(label);
        if (qid != null) {
            names.add(QID);
            columns.add(qid);
        }
        slots.forEach((index, slot) -> {
            names.add("f" + index);
            columns.add(slot.column());
        });
        reading.check(file, names);
        return columns.stream().filter(Objects::nonNull).toList();
    }

    private void checkMemory() {
        long features = slots.isEmpty() || reading.wanted() != null ? slots.size() : slots.lastKey();
        double bytes = 1.5 * Double.BYTES * features * rows;
        if (bytes > mostBytes) {
            throw error(("%d features of %d rows take %.1f GB so far as dense columns, more than half of the memory"
                            + " that Java may use; raise it with -Xmx, or leave features out")
                    .formatted(features, rows, bytes / 1e9));
        }
    }

    private DataException error(String what) {
        return new DataException(file + " line " + line + ": " + what);
    }
}

package dev.retune.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A script that migrates the tables from the previous version. Released scripts never change, since each store has run
 * them once.
 *
 * <p>A statement ends with a semicolon at the end of a line; comments begin with {@code --}; {@code ${bytes}} is the
 * column type of a run of bytes.
 *
 * @param script its name in {@code migration}, a folder beside this class
 */
record Migration(int version, String script) {

    /** All migrations in order, from version 1. */
    static final List<Migration> ALL = List.of(
            new Migration(1, "V1__studies_and_trials.sql"),
            new Migration(2, "V2__attempts_and_handovers.sql"),
            new Migration(3, "V3__goals_and_metrics.sql"));

    /** Its statements, in a database's dialect. */
    List<Sql> statements(Dialect dialect) {
        String text = text().replaceAll("--.*", "").replace("${bytes}", dialect.bytesType());
        return Arrays.stream(text.split(";\\h*(\\R|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(Sql::of)
                .toList();
    }

    private String text() {
        String resource = "migration/" + script;
        try (InputStream in = Objects.requireNonNull(Migration.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.retune.store.jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connection with its prepared statements. */
final class StatementRunner implements AutoCloseable {

    /** Reads the current row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param changed how many rows the last statement changed */
    record Result<T>(int changed, List<T> rows) {}

    private final Dialect dialect;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    StatementRunner(Dialect dialect) throws SQLException {
        this.dialect = dialect;
        this.connection = dialect.connect();
    }

    Connection connection() {
        return connection;
    }

    /** @return how many rows it changed */
    int update(Sql sql) throws SQLException {
        return prepared(sql).executeUpdate();
    }

    <T> List<T> list(Sql sql, Row<T> row) throws SQLException {
        try (ResultSet result = prepared(sql).executeQuery()) {
            return rows(result, row);
        }
    }

    /** Several statements in one round trip. @return the result of the one with this index */
    <T> Result<T> script(List<Sql> script, int index, Row<T> row) throws SQLException {
        PreparedStatement statement = prepared(joined(script));
        boolean isRows = statement.execute();
        for (int i = 0; i < index; i++) {
            isRows = statement.getMoreResults();
        }
        if (!isRows) {
            return new Result<>(statement.getUpdateCount(), List.of());
        }
        try (ResultSet result = statement.getResultSet()) {
            return new Result<>(0, rows(result, row));
        }
    }

    private static Sql joined(List<Sql> script) {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Sql sql : script) {
            texts.add(sql.text());
            arguments.addAll(sql.arguments());
        }
        return new Sql(String.join(";", texts), arguments);
    }

    private static <T> List<T> rows(ResultSet result, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(row.read(result));
        }
        return rows;
    }

    private PreparedStatement prepared(Sql sql) throws SQLException {
        PreparedStatement statement = statements.get(sql.text());
        if (statement == null) {
            statement = connection.prepareStatement(sql.text().replace("{now}", dialect.now()));
            statements.put(sql.text(), statement);
        }
        for (int i = 0; i < sql.arguments().size(); i++) {
            statement.setObject(i + 1, sql.arguments().get(i));
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

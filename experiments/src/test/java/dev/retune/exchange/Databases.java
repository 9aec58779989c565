package dev.retune.exchange;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.Collectors;

/** Optuna's databases. */
final class Databases {

    private Databases() {}

    /** The one that the program at the head of the dump made. */
    static Path optuna(Path folder) throws Exception {
        Path file = folder.resolve("optuna.db");
        try (InputStream in = Objects.requireNonNull(Databases.class.getResourceAsStream("optuna-3.1.sql"));
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            String dump = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            connection.setAutoCommit(false); // one flush to the disk rather than hundreds
            for (String sql : dump.split(";\n")) {
                statement.execute(sql);
            }
            connection.commit();
        }
        return file;
    }
}

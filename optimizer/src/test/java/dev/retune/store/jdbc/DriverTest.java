package dev.retune.store.jdbc;

import dev.retune.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** For the real thing, without the jars, see {@code EmbeddingTest} and {@code ModuleTest}. */
class DriverTest {

    @ParameterizedTest
    @EnumSource
    void coordinates_areTheOnesThatTheReadmeNames(Driver driver) throws Exception {
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("`" + driver.coordinates() + "`");
    }

    @Test
    void with_whatIsMissing_namesIt() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Driver.SQLITE.with("a.db", () -> {
                    throw new NoClassDefFoundError("org/sqlite/SQLiteDataSource");
                }))
                .withMessage(
                        "The store a.db needs the driver of SQLite, which is not there: add the dependency %s",
                        Driver.SQLITE.coordinates());
    }

    @Test
    void with_whatIsMissingElsewhere_isNotTakenForTheDriver() {
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> Driver.SQLITE.with("a.db", () -> {
                    throw new NoClassDefFoundError("com/example/Listener");
                }))
                .withMessage("com/example/Listener");
    }
}

package dev.retune.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class StoreOptionTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private Cli.Result list(String store) {
        return cli.run("list", "--store", store);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "postgres", "jdbc:postgresql"})
    void store_ofAServerThatIsNotThere_saysSoWithoutThePassword(String kind) {
        Cli.Result result = list(kind + "://me:s3cret@nowhere.invalid:5432/studies?password=s3cret");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("The store postgresql://me@nowhere.invalid:5432/studies cannot be reached")
                .doesNotContain("s3cret");
    }

    @Test
    void tune_whereTheStoreCannotBe_namesTheStore() {
        Cli.Result result = cli.run("tune", "study.yaml", "--store", "nowhere/s.db");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("retune: The store %s cannot be created: there is no directory"
                        .formatted(folder.resolve("nowhere/s.db")));
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://me:s3cret@here/x, of an unknown kind 'mysql'",
        "postgresql:studies, is not an address of PostgreSQL",
        "postgresql://me:s3@cret@here:99999999/x, is not an address of PostgreSQL",
        "sqlite:, --store names no file"
    })
    void store_ofAnotherForm_saysWhatToGive(String store, String message) {
        Cli.Result result = list(store);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("cret");
    }
}

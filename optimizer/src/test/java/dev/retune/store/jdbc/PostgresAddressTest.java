package dev.retune.store.jdbc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PostgresAddressTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("PGUSER", "someone", "PGPASSWORD", "hidden");

    @ParameterizedTest
    @CsvSource({
        "postgresql://me:s%40crt@db:5433/studies?sslmode=require, db:5433/studies?sslmode=require, me, s@crt",
        "jdbc:postgresql://db/studies?user=me&password=s3crt&ssl=true, db/studies?&ssl=true, me, s3crt",
        "postgres://me@db/studies, db/studies, me, hidden",
        "postgresql:///studies, localhost/studies, someone, hidden",
        "postgresql://db:5433, db:5433/, someone, hidden"
    })
    void of_takesTheUrlApart_andTheRestFromTheEnvironment(String url, String driver, String user, String password) {
        PostgresAddress address = PostgresAddress.of(url, ENVIRONMENT);

        assertThat(address.url()).isEqualTo("jdbc:postgresql://" + driver);
        assertThat(address.user()).contains(user);
        assertThat(address.password()).contains(password);
        assertThat(address.toString()).doesNotContain("crt").doesNotContain(password);
    }

    @Test
    void of_anotherUrl_saysWhatToGive_withoutThePassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresAddress.of("postgresql://me:s3@crt@db/x?password=crt", Map.of()))
                .withMessage("The store postgresql://...@db/x is not an address of PostgreSQL:"
                        + " give postgresql://user@host:port/database");
    }
}

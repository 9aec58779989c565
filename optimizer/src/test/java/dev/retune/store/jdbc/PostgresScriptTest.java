package dev.retune.store.jdbc;

import dev.retune.budget.Budget;
import dev.retune.space.SearchSpace;
import dev.retune.store.StoreException;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Scripts, which begin and end transactions of their own. */
class PostgresScriptTest {

    @Test
    void tell_whenTheServerRefusesAStatementOfTheScript_changesNothingAndCanBeDoneAgain() throws Exception {
        String url = PostgresServer.newStore("scripts");
        try (JdbcStore store = JdbcStore.postgres(url)) {
            Study study = Study.over(SearchSpace.of(TellingProcess.X))
                    .budget(Budget.trials(10))
                    .store(store, "s")
                    .build();
            Trial trial = study.ask();
            PostgresServer.sql("ALTER TABLE scripts.trial ADD CONSTRAINT none CHECK (outcome IS NULL)");

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> study.tell(trial, 0.5))
                    .withMessageContaining("none");
            assertThat(study.best()).isEmpty();

            PostgresServer.sql("ALTER TABLE scripts.trial DROP CONSTRAINT none");
            study.tell(trial, 0.5);
            assertThat(study.best()).isPresent();
            assertThat(store.problems()).isEmpty();
        }
    }
}

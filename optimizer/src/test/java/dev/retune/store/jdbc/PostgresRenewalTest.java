package dev.retune.store.jdbc;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** A renewal at the moment when its trial is handed out to another worker: it does not stand in line for the study. */
@Timeout(60)
class PostgresRenewalTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final Duration LONG = Duration.ofHours(1);

    private static StoredStudy open(JdbcStore store) {
        return store.open(new StudyDefinition(
                "s", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of()));
    }

    private static void awaitOneThatWaits(Dialect dialect) throws SQLException {
        try (Connection connection = dialect.connect();
                Statement statement = connection.createStatement()) {
            boolean waits = false;
            while (!waits) {
                try (ResultSet found = statement.executeQuery(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name ="
                                + " 'retune'")) {
                    waits = found.next();
                }
            }
        }
    }

    /** @param taking what another worker gets, while the lease of trial 0, which had run out, is renewed */
    private static void assertThatHolderKeepsItsLease(
            String url, Lease lease, Function<StoredStudy, Optional<Integer>> taking) throws Exception {
        Dialect dialect = PostgresDialect.writing(PostgresAddress.of(url, Map.of()));
        try (JdbcStore other = JdbcStore.postgres(url);
                Connection renewing = dialect.connect();
                Statement statement = renewing.createStatement()) {
            StoredStudy study = open(other);
            renewing.setAutoCommit(false);
            statement.execute("UPDATE trial SET expires = expires + 3600000 WHERE number = 0");
            CompletableFuture<Optional<Integer>> taken = CompletableFuture.supplyAsync(() -> taking.apply(study));
            awaitOneThatWaits(dialect);
            renewing.commit();

            assertThat(taken.get()).isEmpty();
            assertThat(study.leases()).singleElement().satisfies(held -> {
                assertThat(held.worker()).isEqualTo("holder");
                assertThat(held.token()).isEqualTo(lease.token());
            });
        }
    }

    /** The only trial, after another worker has asked for it. @param most how often a trial may be lost */
    private static TrialRecord afterAClaimOfOneBeingRenewed(int most) throws Exception {
        String url = PostgresServer.newStore("renewing");
        try (JdbcStore store = JdbcStore.postgres(url)) {
            StoredStudy study = open(store);
            study.enqueue(Proposal.of(SPACE.configuration(Map.of("x", 0.5))), 1);
            Lease lease =
                    study.claim("holder", Duration.ZERO, most).orElseThrow().lease();

            assertThatHolderKeepsItsLease(
                    url,
                    lease,
                    other -> other.claim("other", LONG, most)
                            .map(claim -> claim.lease().trial()));

            List<TrialRecord> trials = study.look(0).changes().trials();
            assertThat(trials).hasSize(1);
            return trials.get(0);
        }
    }

    @Test
    void claim_ofATrialThatIsBeingRenewed_leavesItToItsHolder() throws Exception {
        assertThat(afterAClaimOfOneBeingRenewed(9))
                .extracting(TrialRecord::attempts)
                .asList()
                .isEmpty();
    }

    @Test
    void claim_ofATrialThatWasLostTooOften_butIsBeingRenewed_doesNotEndIt() throws Exception {
        assertThat(afterAClaimOfOneBeingRenewed(0))
                .satisfies(trial -> assertThat(trial.state()).isEqualTo(State.RUNNING));
    }

    @Test
    void reserve_ofANumberThatIsBeingRenewed_leavesItToItsHolder() throws Exception {
        String url = PostgresServer.newStore("renewing");
        try (JdbcStore store = JdbcStore.postgres(url)) {
            StoredStudy study = open(store);
            Lease lease = study.reserve("holder", Duration.ZERO, 1).orElseThrow();

            assertThatHolderKeepsItsLease(
                    url, lease, other -> other.reserve("other", LONG, 1).map(Lease::trial));
        }
    }
}

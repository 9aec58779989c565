package dev.retune.store.jdbc;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.Event;
import dev.retune.store.Lease;
import dev.retune.store.StoreException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The connection breaks after a commit, before its answer: the write was done, and must not be done twice. */
class LostAnswerTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final Proposal PROPOSAL = Proposal.of(SPACE.configuration(Map.of("x", 0.5)));
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path folder;

    private int toLose;
    private boolean crashes; // between the next commit and its hardening
    private boolean takesBack; // what was committed
    private JdbcStore store;
    private StoredStudy study;

    @BeforeEach
    void open() {
        Dialect sqlite = SqliteDialect.writing(folder.resolve("retune.db"));
        Dialect losing = (Dialect) Proxy.newProxyInstance(
                LostAnswerTest.class.getClassLoader(), new Class<?>[] {Dialect.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isDisconnection")) {
                        return "08006".equals(((SQLException) arguments[0]).getSQLState());
                    }
                    try {
                        if (method.getName().equals("harden") && crashes) {
                            crashes = false;
                            throw new SQLException("the server has crashed", "08006");
                        }
                        if (method.getName().equals("commit") && crashes && takesBack) {
                            sqlite.rollBack((Connection) arguments[0]);
                            return null;
                        }
                        Object result = method.invoke(sqlite, arguments);
                        if (method.getName().equals("commit") && toLose-- > 0) {
                            throw new SQLException("the connection is gone", "08006");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        store = JdbcStore.writing(losing, PATIENCE);
        study = store.open(new StudyDefinition(
                "s", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of()));
        toLose = 1;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private TrialRecord trial() {
        return study.changesSince(0).trials().stream()
                .filter(trial -> trial.number() == 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void open_isDoneOnce() {
        store.open(new StudyDefinition(
                "t", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of()));

        assertThat(store.list()).hasSize(2);
    }

    @Test
    void reserve_takesOneNumber() {
        Lease lease = study.reserve("worker", LONG, 10).orElseThrow();

        assertThat(study.leases()).containsExactly(lease);
        assertThat(study.reserve("worker", LONG, 10).orElseThrow().trial()).isEqualTo(1);
    }

    @Test
    void reserve_ofAFreeNumber_takesItOnce() {
        study.release(study.reserve("worker", LONG, 10).orElseThrow());
        toLose = 1;

        Lease lease = study.reserve("worker", LONG, 1).orElseThrow();

        assertThat(study.leases()).containsExactly(lease);
        assertThat(study.reserve("worker", LONG, 1)).isEmpty();
    }

    @Test
    void enqueue_addsOneTrial() {
        assertThat(study.enqueue(PROPOSAL, 10)).hasValue(0);
        assertThat(study.enqueue(PROPOSAL, 10)).hasValue(1);
        assertThat(study.changesSince(0).trials()).hasSize(2);
    }

    @Test
    void claim_takesOneTrial() {
        study.enqueue(PROPOSAL, 10);
        study.enqueue(PROPOSAL, 10);
        toLose = 1;

        Lease lease = study.claim("worker", LONG, 0).orElseThrow().lease();

        assertThat(lease.trial()).isZero();
        assertThat(lease.attempt()).isEqualTo(1);
        assertThat(study.leases()).containsExactly(lease);
    }

    @Test
    void writesOfAHolder_areAccepted() {
        Lease lease = study.reserve("worker", LONG, 10).orElseThrow();
        toLose = 1;
        study.fill(lease, PROPOSAL, 0);
        assertThat(study.events()).extracting(Event::revision).containsExactly(1L); // when others saw it first
        toLose = 1;
        study.report(lease, new Report(1, 0.5));
        toLose = 1;
        study.note(lease, Map.of("a", 1));
        toLose = 1;
        study.saveCheckpoint(lease, new byte[] {1});
        toLose = 1;
        study.release(lease);
        Lease again = study.claim("worker", LONG, 0).orElseThrow().lease();
        toLose = 1;
        study.finish(again, Outcome.completed(2));

        assertThat(trial().reports()).containsExactly(new Report(1, 0.5));
        assertThat(trial().attributes()).containsEntry("a", 1);
        assertThat(trial().attempts()).hasSize(1);
        assertThat(trial().value()).isEqualTo(2);
        assertThat(study.checkpoint(0)).isPresent();
    }

    /** A crash may have taken back what was read before. */
    @Test
    void look_afterTheConnectionWasLost_isOfAnotherEpoch() {
        toLose = 0;
        study.enqueue(PROPOSAL, 10);
        int epoch = study.look(0).epoch();
        assertThat(study.look(0).epoch()).isEqualTo(epoch);
        toLose = 1;
        study.enqueue(PROPOSAL, 10);

        assertThat(study.look(0).epoch()).isNotEqualTo(epoch);
    }

    private interface Write {
        void run();
    }

    private void whileItCrashes(Write write) {
        crashes = true;
        write.run();
        assertThat(crashes).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writes_whenTheServerCrashesBeforeTheyAreOnItsDisk_areThereOnce(boolean takesBack) {
        this.takesBack = takesBack;
        toLose = 0;
        List<Lease> leases = new ArrayList<>();

        whileItCrashes(() -> assertThat(study.enqueue(PROPOSAL, 10)).hasValue(0));
        study.enqueue(PROPOSAL, 10);
        whileItCrashes(
                () -> leases.add(study.claim("worker", LONG, 0).orElseThrow().lease()));
        whileItCrashes(() -> study.report(leases.get(0), new Report(1, 0.5)));
        whileItCrashes(() -> study.note(leases.get(0), Map.of("a", 1)));
        whileItCrashes(() -> study.saveCheckpoint(leases.get(0), new byte[] {1}));
        whileItCrashes(() -> study.finish(leases.get(0), Outcome.completed(2)));
        Lease reserved = study.reserve("worker", LONG, 10).orElseThrow();
        whileItCrashes(() -> study.fill(reserved, PROPOSAL, 0));
        whileItCrashes(() -> store.note("s", "b", 2));
        StudyCopy copy = StudyCopy.of(store.find("s").orElseThrow());
        whileItCrashes(() -> assertThat(store.delete("s")).isTrue());
        assertThat(store.list()).isEmpty();
        whileItCrashes(() -> study = store.restore(copy));

        assertThat(leases)
                .singleElement()
                .satisfies(lease -> assertThat(lease.trial()).isZero());
        assertThat(study.changesSince(0).trials())
                .extracting(TrialRecord::state)
                .containsExactlyInAnyOrder(State.COMPLETED, State.WAITING, State.WAITING);
        assertThat(trial().reports()).containsExactly(new Report(1, 0.5));
        assertThat(trial().attributes()).containsEntry("a", 1);
        assertThat(study.checkpoint(0)).isPresent();
        assertThat(study.definition().notes()).containsEntry("b", 2);
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void write_whenNoAnswerEverComes_saysSoInTheEnd() {
        Dialect away = (Dialect) Proxy.newProxyInstance(
                LostAnswerTest.class.getClassLoader(),
                new Class<?>[] {Dialect.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "connect" -> throw new SQLException("nobody is there", "08001");
                    case "isDisconnection" -> true;
                    case "isFull" -> false;
                    case "explain" -> new StoreException("The store cannot be reached", null);
                    default -> null;
                });

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new Session(away, Duration.ZERO, Duration.ZERO))
                .withMessage("The store cannot be reached");
    }
}

package dev.retune.store;

import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.StoredStudy.Changes;
import dev.retune.store.StoredStudy.Claim;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Attempt;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialList;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What every store does. A new one gets all of these checks by extending this class. */
public abstract class StoreContract {

    /** A lease that does not run out during a test. */
    private static final Duration LONG = Duration.ofHours(1);

    /** A lease that has run out as soon as it is given. */
    private static final Duration NONE = Duration.ZERO;

    private static final int MANY = 1000;
    private static final RealParameter RATE = Parameter.real("rate", 1e-5, 1).log();
    private static final ChoiceParameter<Direction> KIND =
            Parameter.choice("kind", Direction.MINIMIZE, Direction.MAXIMIZE);
    private static final IntParameter DEPTH = Parameter.integer("depth", 1, 9);
    private static final SearchSpace SPACE = SearchSpace.builder()
            .add(RATE)
            .add(KIND)
            .add(DEPTH, KIND.is(Direction.MAXIMIZE))
            .build();

    private StudyStore store;
    private StoredStudy study;

    /** A store without studies. */
    protected abstract StudyStore newStore();

    @BeforeEach
    final void openStudy() {
        store = newStore();
        study = store.open(definition("study"));
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    private static StudyDefinition definition(String name) {
        return new StudyDefinition(
                name,
                SPACE,
                Goals.of(Target.unnamed(Direction.MAXIMIZE)),
                new Resource("epoch", 1, 27),
                42,
                Map.of("user", "me", "tags", List.of(1, 2)));
    }

    private static Proposal proposal(double rate) {
        return Proposal.of(SPACE.configuration(Map.of("rate", rate, "kind", "MINIMIZE")));
    }

    private Lease start(Duration lease) {
        Lease held = study.reserve("worker", lease, MANY).orElseThrow();
        study.fill(held, proposal(0.5), 0);
        return held;
    }

    private TrialRecord trial(int number) {
        return study.changesSince(0).trials().stream()
                .filter(t -> t.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void open_whenThereIsNone_createsIt() {
        assertThat(study.definition()).isEqualTo(definition("study"));
        assertThat(study.changesSince(0)).isEqualTo(new Changes(0, List.of()));
        assertThat(study.created()).isBeforeOrEqualTo(study.look(0).now());
    }

    @Test
    void open_whenThereIsOne_keepsItsTrialsSeedAndNotes() {
        start(LONG);

        StoredStudy again = store.open(new StudyDefinition(
                "study",
                SPACE,
                Goals.of(Target.unnamed(Direction.MAXIMIZE)),
                new Resource("epoch", 1, 27),
                7,
                Map.of()));

        assertThat(again.definition()).isEqualTo(definition("study"));
        assertThat(again.changesSince(0)).isEqualTo(study.changesSince(0));
    }

    @Test
    void open_withAnotherDefinition_saysWhatDiffers() {
        SearchSpace other = SearchSpace.of(RATE, KIND, Parameter.integer("width", 1, 3));
        StudyDefinition different = new StudyDefinition(
                "study", other, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 42, Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.open(different))
                .withMessageContaining("Study 'study' is in the store already")
                .withMessageContaining("its goal is to maximize, not to minimize")
                .withMessageContaining("epoch from 1.0 to 27.0")
                .withMessageContaining("it has a parameter 'depth', which is missing here")
                .withMessageContaining("it has no parameter 'width'")
                .withMessageContaining("another name");
    }

    @Test
    void open_withAnotherRange_namesTheParameter() {
        SearchSpace other = SearchSpace.of(Parameter.real("rate", 1e-5, 2).log(), KIND);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.open(new StudyDefinition(
                        "study",
                        other,
                        Goals.of(Target.unnamed(Direction.MAXIMIZE)),
                        new Resource("epoch", 1, 27),
                        42,
                        Map.of())))
                .withMessageContaining("its parameter 'rate' is {");
    }

    @Test
    void find_andList_giveTheStudiesByName() {
        store.open(definition("another"));

        assertThat(store.list()).extracting(s -> s.definition().name()).containsExactly("another", "study");
        assertThat(store.find("study").orElseThrow().definition().seed()).isEqualTo(42);
        assertThat(store.find("none")).isEmpty();
    }

    @Test
    void note_isFoundByWhoeverOpensTheStudyNext() {
        Map<String, Object> before = study.definition().notes();

        store.note("study", "holdOut", Map.of("trial", 3, "score", 0.5));
        store.note("study", "holdOut", Map.of("trial", 4, "score", 0.25));

        Map<String, Object> after = store.open(definition("study")).definition().notes();
        assertThat(after).containsAllEntriesOf(before).hasSize(before.size() + 1);
        assertThat(after.get("holdOut")).isEqualTo(Map.of("trial", 4, "score", 0.25));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.note("none", "key", "value"))
                .withMessageContaining("no study 'none'");
    }

    @Test
    void delete_takesTrialsAndCheckpointsAlong() {
        study.saveCheckpoint(start(LONG), new byte[] {1});

        assertThat(store.delete("study")).isTrue();

        assertThat(store.delete("study")).isFalse();
        assertThat(store.find("study")).isEmpty();
        assertThat(store.open(definition("study")).changesSince(0).trials()).isEmpty();
    }

    @Test
    void write_afterTheStudyWasDeleted_saysSo() {
        Lease held = start(LONG);
        store.delete("study");
        store.open(definition("study"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> study.finish(held, Outcome.completed(1)))
                .withMessage("Study 'study' was deleted from its store");
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> study.changesSince(0));
    }

    @Test
    void reserve_untilTheLimit_givesTheNumbersInOrder() {
        for (int i = 0; i < 3; i++) {
            assertThat(study.reserve("worker", LONG, 3).orElseThrow().trial()).isEqualTo(i);
        }
        assertThat(study.reserve("worker", LONG, 3)).isEmpty();
        assertThat(study.enqueue(proposal(0.1), 3)).isEmpty();
    }

    @Test
    void reserve_afterAReleaseOrALostLease_givesTheLowestNumberAgain() {
        Lease first = study.reserve("worker", LONG, MANY).orElseThrow();
        Lease second = study.reserve("worker", NONE, MANY).orElseThrow();
        study.release(first);

        assertThat(study.reserve("other", LONG, 2).orElseThrow().trial()).isZero();
        assertThat(study.reserve("other", LONG, 2).orElseThrow().trial()).isEqualTo(1);
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> study.fill(second, proposal(0.1), 0));
    }

    @Test
    void reserve_doesNotShowInTheChanges() {
        Lease held = study.reserve("worker", LONG, MANY).orElseThrow();

        assertThat(study.changesSince(0).trials()).isEmpty();
        assertThat(study.leases()).extracting(Lease::trial).containsExactly(held.trial());
    }

    private OptionalLong basis(int trial) {
        return study.events().stream()
                .filter(event -> event.number() == trial)
                .map(event -> ((Event.Filled) event).basis())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fill_makesARunningTrialThatStartedWhenItWasReserved() {
        Lease held = study.reserve("worker", LONG, MANY).orElseThrow();

        TrialRecord trial = study.fill(held, Proposal.of(proposal(0.25).configuration(), 9), 17);

        assertThat(trial.state()).isEqualTo(State.RUNNING);
        assertThat(trial.resource()).isEqualTo(9);
        assertThat(trial.started().orElseThrow()).isEqualTo(held.renewed());
        assertThat(basis(0)).hasValue(17);
        assertThat(study.changesSince(0).trials()).containsExactly(trial);
    }

    @Test
    void fillUnlessTaken_whenAnotherTrialGotTheConfigurationSince_changesNothing() {
        start(LONG); // 0.5
        long basis = study.changesSince(0).revision();
        Lease first = study.reserve("one", LONG, MANY).orElseThrow();
        Lease second = study.reserve("two", LONG, MANY).orElseThrow();

        assertThat(study.fillUnlessTaken(first, proposal(0.25), basis)).isPresent();
        List<TrialRecord> before = study.changesSince(0).trials();
        assertThat(study.fillUnlessTaken(second, proposal(0.25), basis)).isEmpty();
        assertThat(study.changesSince(0).trials()).isEqualTo(before);

        // what was there when the proposal was computed may be proposed again
        assertThat(study.fillUnlessTaken(second, proposal(0.5), basis))
                .hasValueSatisfying(trial -> assertThat(trial.number()).isEqualTo(2));
        assertThat(basis(2)).hasValue(basis);
        assertThat(study.fillUnlessTaken(second, proposal(0.5), basis)).isPresent();
    }

    @Test
    void fillUnlessTaken_withALostLease_isRejected() {
        Lease lost = study.reserve("one", NONE, MANY).orElseThrow();
        assertThat(study.reserve("two", LONG, MANY)).isPresent();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> study.fillUnlessTaken(lost, proposal(0.1), 0));
    }

    @Test
    void fill_withoutAResource_givesTheWhole() {
        start(LONG);

        assertThat(trial(0).resource()).isEqualTo(27);
    }

    @Test
    void fill_keepsConfigurationsBitForBit() {
        SplittableRandom random = new SplittableRandom(5);
        List<Configuration> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Configuration configuration = SPACE.sample(random);
            all.add(configuration);
            study.fill(study.reserve("worker", LONG, MANY).orElseThrow(), Proposal.continuing(0, configuration, 3), 0);
        }

        List<TrialRecord> trials =
                store.open(definition("study")).changesSince(0).trials();

        assertThat(trials).extracting(TrialRecord::configuration).isEqualTo(all);
        assertThat(trials).allSatisfy(t -> assertThat(t.continues()).hasValue(0));
    }

    @Test
    void changesSince_givesOnlyWhatChanged() {
        Lease first = start(LONG);
        Lease second = start(LONG);
        long revision = study.changesSince(0).revision();

        assertThat(study.changesSince(revision)).isEqualTo(new Changes(revision, List.of()));

        study.report(second, new Report(1, 0.5));
        study.finish(first, Outcome.completed(1));

        Changes changes = study.changesSince(revision);
        assertThat(changes.trials()).extracting(TrialRecord::number).containsExactly(1, 0);
        assertThat(changes.revision()).isGreaterThan(revision);
        assertThat(study.changesSince(0).trials()).hasSize(2);
    }

    @Test
    void claim_givesTheWaitingTrialOfTheLowestNumber() {
        assertThat(study.claim("worker", LONG, 2)).isEmpty();
        study.enqueue(proposal(0.1), MANY);
        study.enqueue(proposal(0.2), MANY);
        assertThat(trial(0).state()).isEqualTo(State.WAITING);
        assertThat(basis(0)).isEmpty();

        Claim claim = study.claim("worker", LONG, 2).orElseThrow();

        assertThat(claim.lease().trial()).isZero();
        assertThat(claim.trial()).isEqualTo(trial(0));
        assertThat(claim.trial().state()).isEqualTo(State.RUNNING);
        assertThat(claim.trial().configuration().get(RATE)).isEqualTo(0.1);
        assertThat(study.claim("worker", LONG, 2).orElseThrow().lease().trial()).isEqualTo(1);
        assertThat(study.claim("worker", LONG, 2)).isEmpty();
    }

    @Test
    void claim_afterALeaseRanOut_handsTheTrialOutAgainWithItsReports() {
        Lease dead = start(NONE);
        study.report(dead, new Report(1, 0.25));
        study.note(dead, Map.of("seen", true));

        Claim claim = study.claim("other", LONG, 2).orElseThrow();

        assertThat(claim.lease().trial()).isEqualTo(dead.trial());
        assertThat(claim.lease().token()).isGreaterThan(dead.token());
        assertThat(claim.trial().reports()).containsExactly(new Report(1, 0.25));
        assertThat(claim.trial().attributes()).containsEntry("seen", true);
    }

    @Test
    void everyWrite_withALostLease_isRefused() {
        Lease dead = start(NONE);
        assertThat(study.claim("other", LONG, 2)).isPresent();
        TrialRecord before = trial(0);

        List<Runnable> writes = List.of(
                () -> study.renew(dead, LONG),
                () -> study.report(dead, new Report(1, 1)),
                () -> study.note(dead, Map.of("a", 1)),
                () -> study.finish(dead, Outcome.completed(1)),
                () -> study.release(dead),
                () -> study.expire(dead),
                () -> study.saveCheckpoint(dead, new byte[1]));

        for (Runnable write : writes) {
            assertThatExceptionOfType(LeaseLostException.class)
                    .isThrownBy(write::run)
                    .withMessageContaining("Trial 0 is no longer held by worker");
        }
        assertThat(trial(0)).isEqualTo(before);
    }

    @Test
    void renew_ofALeaseThatRanOutButWasNotTaken_keepsTheTrial() {
        Lease held = start(NONE);

        study.renew(held, LONG);

        assertThat(study.claim("other", LONG, 2)).isEmpty();
        assertThat(study.leases()).singleElement().satisfies(lease -> {
            assertThat(lease.token()).isEqualTo(held.token());
            assertThat(lease.isExpired(study.look(0).now())).isFalse();
        });
        study.finish(held, Outcome.completed(1));
    }

    @Test
    void claim_ofATrialLostTooOften_failsItAndGoesOn() {
        Lease first = start(NONE);
        study.report(first, new Report(1, 0.5));
        assertThat(study.claim("second", NONE, 1)).isPresent();
        study.enqueue(proposal(0.1), MANY);

        Claim next = study.claim("third", LONG, 1).orElseThrow();

        assertThat(next.lease().trial()).isEqualTo(1);
        assertThat(trial(0).outcome())
                .contains(new Outcome.Failed("its worker was lost each of the 2 times that it was assigned"));
        assertThat(trial(0).reports()).hasSize(1);
        assertThat(trial(0).ended()).isPresent();
    }

    @Test
    void release_makesTheTrialWaitWithoutCounting() {
        Lease held = start(LONG);
        for (int i = 0; i < 5; i++) {
            study.release(held);
            assertThat(trial(0).state()).isEqualTo(State.WAITING);
            assertThat(trial(0).started()).isEmpty();
            held = study.claim("worker", LONG, 0).orElseThrow().lease();
        }
        assertThat(trial(0).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void giveBack_again_doesNothing() {
        Lease released = start(LONG);
        study.release(released);
        study.release(released);
        Lease expired = study.claim("worker", LONG, 2).orElseThrow().lease();
        study.expire(expired);
        study.expire(expired);

        assertThat(trial(0).attempts()).hasSize(2);
        assertThat(study.claim("worker", LONG, 1).orElseThrow().lease().attempt())
                .isEqualTo(2);
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> study.release(expired));
    }

    @Test
    void attempts_thatWereInterrupted_areKeptWithTheirTimes() {
        Lease released = study.reserve("first", LONG, MANY).orElseThrow();
        study.fill(released, proposal(0.5), 0);
        study.release(released);
        Lease lost = study.claim("second", NONE, 2).orElseThrow().lease();

        TrialRecord claimed = study.claim("third", LONG, 2).orElseThrow().trial();

        assertThat(claimed).isEqualTo(trial(0));
        assertThat(claimed.attempts()).extracting(Attempt::worker).containsExactly("first", "second");
        Attempt first = claimed.attempts().get(0);
        assertThat(first.started()).isEqualTo(released.renewed());
        assertThat(first.ended()).isBetween(first.started(), study.look(0).now());
        assertThat(claimed.attempts().get(1).started()).isEqualTo(lost.renewed());
        assertThat(claimed.attempts().get(1).ended()).isEqualTo(lost.renewed());
        assertThat(study.leases())
                .singleElement()
                .satisfies(l -> assertThat(l.attempt()).isEqualTo(2)); // what was given back does not count
    }

    @Test
    void attempts_atANumberThatWasOnlyReserved_showOnceItIsFilled() {
        study.expire(study.reserve("first", LONG, MANY).orElseThrow());
        Lease second = study.reserve("second", LONG, MANY).orElseThrow();

        TrialRecord trial = study.fill(second, proposal(0.5), 0);

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(trial).isEqualTo(trial(0));
        assertThat(trial.attempts()).extracting(Attempt::worker).containsExactly("first");
    }

    @Test
    void expire_makesTheTrialWaitAndCounts() {
        study.expire(start(LONG));

        assertThat(trial(0).state()).isEqualTo(State.WAITING);
        assertThat(study.claim("worker", LONG, 0)).isEmpty();
        assertThat(trial(0).state()).isEqualTo(State.FAILED);
    }

    @Test
    void report_ofAStepThatIsThere_takesItsPlace() {
        Lease held = start(LONG);

        study.report(held, new Report(2, 0.5));
        study.report(held, new Report(1, Double.POSITIVE_INFINITY));
        study.report(held, new Report(3, Double.NaN));
        study.report(held, new Report(2, 0.75));

        assertThat(trial(0).reports())
                .containsExactly(
                        new Report(1, Double.POSITIVE_INFINITY), new Report(2, 0.75), new Report(3, Double.NaN));
    }

    @Test
    void note_addsToWhatIsThere() {
        Lease held = start(LONG);

        study.note(held, Map.of("text", "a 'b' \"c\" ü", "whole", 3, "real", 0.1, "flag", false));
        study.note(held, Map.of("whole", 4, "list", List.of(1, "x"), "map", Map.of("k", 0.5)));

        assertThat(trial(0).attributes())
                .isEqualTo(Map.of(
                        "text",
                        "a 'b' \"c\" ü",
                        "whole",
                        4,
                        "real",
                        0.1,
                        "flag",
                        false,
                        "list",
                        List.of(1, "x"),
                        "map",
                        Map.of("k", 0.5)));
    }

    static Stream<Outcome> outcomes() {
        return Stream.of(
                Outcome.completed(0.1),
                new Outcome.Completed(Measurement.ofFolds(List.of(0.1, Math.nextUp(0.1)))
                        .and("value2", 1e-300)
                        .constraints(List.of(-1.0, 0.0))),
                new Outcome.Completed(Measurement.of(1 / 3.0)
                        .and(MetricValue.ofFolds("latency", List.of(12.5, Math.nextUp(12.5))))
                        .constraint("memory", -1e-300)
                        .constraint("a b \"c\"", 0.1)
                        .cost(Math.nextUp(0.1))),
                new Outcome.Completed(Measurement.of("accuracy", 0.91).cost(0)),
                new Outcome.Pruned(Measurement.of(0.3).cost(1e300), "worse than the median"),
                new Outcome.Failed("out of memory", OptionalDouble.of(Double.MIN_VALUE)),
                new Outcome.Completed(Measurement.of(1.0)
                        .constraints(List.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE))),
                new Outcome.Pruned(Measurement.of(0.3), "worse than the median"),
                new Outcome.Failed("IllegalStateException: \"no\"\nsecond line"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void finish_keepsTheOutcomeBitForBit(Outcome outcome) {
        study.finish(start(LONG), outcome);

        TrialRecord trial = trial(0);
        assertThat(trial.outcome()).contains(outcome);
        assertThat(trial.state()).isEqualTo(State.of(outcome));
        assertThat(trial.ended().orElseThrow()).isAfterOrEqualTo(trial.started().orElseThrow());
        assertThat(study.leases()).isEmpty();
        assertThat(study.claim("other", LONG, 2)).isEmpty();
    }

    private static StudyDefinition several(String name) {
        Goals goals = Goals.maximize("accuracy")
                .and(Target.minimize("latency"))
                .limit(Limit.atMost("memory", 1 / 3.0), Limit.atLeast("latency", -0.0));
        return new StudyDefinition(name, SPACE, goals, Resource.WHOLE, 42, Map.of("metric", "of the user"));
    }

    @Test
    void goals_ofSeveralTargetsAndLimits_comeBack() {
        store.open(several("several"));

        Goals goals = several("several").goals();
        assertThat(store.find("several").orElseThrow().definition().goals()).isEqualTo(goals);
        assertThat(store.list())
                .extracting(listed -> listed.definition().goals())
                .contains(goals);
        assertThat(store.open(several("several")).definition()).isEqualTo(several("several"));
        StudyDefinition other = several("several").aimingAt(Goals.maximize("accuracy"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.open(other))
                .withMessageContaining("its goal is to maximize accuracy, minimize latency, not to maximize accuracy");
        StudyDefinition unlimited =
                several("several").aimingAt(Goals.maximize("accuracy").and(Target.minimize("latency")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.open(unlimited))
                .withMessageContaining("its limits are 'memory <= 0.3333333333333333, latency >= 0', not none");
    }

    @Test
    void open_withANameForATargetThatHasNone_keepsIt() {
        study.finish(start(LONG), new Outcome.Completed(Measurement.ofFolds(List.of(0.25, 0.75))));

        StoredStudy named = store.open(definition("study").aimingAt(Goals.maximize("accuracy")));

        assertThat(named.definition().goals()).isEqualTo(Goals.maximize("accuracy"));
        StoredStudy found = store.find("study").orElseThrow();
        assertThat(found.definition().goals()).isEqualTo(Goals.maximize("accuracy"));
        assertThat(found.changesSince(0).trials().get(0).value()).isEqualTo(0.5);
        assertThat(store.open(definition("study")).definition().goals()).isEqualTo(Goals.maximize("accuracy"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.open(definition("study").aimingAt(Goals.maximize("auc"))));
    }

    @Test
    void report_ofSeveralMetrics_keepsTheLatestOfEachAtAStep() {
        study = store.open(several("several"));
        Lease held = start(LONG);
        study.report(held, new Report(1, "accuracy", 0.5));
        study.report(held, new Report(1, "latency", 30));
        study.report(held, new Report(2, "latency", Double.NaN));
        study.report(held, new Report(1, "latency", 20));

        List<Report> expected = List.of(
                new Report(1, "accuracy", 0.5), new Report(1, "latency", 20), new Report(2, "latency", Double.NaN));
        assertThat(trial(0).reports()).containsExactlyElementsOf(expected);
        study.finish(
                held,
                new Outcome.Completed(Measurement.of("accuracy", 0.9)
                        .and("latency", 12)
                        .and("memory", 0.25)
                        .cost(7)));
        StoredStudy copy = store.restore(StudyCopy.of(study).named("copy"));
        assertThat(copy.changesSince(0).trials())
                .isEqualTo(study.changesSince(0).trials());
        assertThat(copy.events()).isEqualTo(study.events());
        StoredStudy given = store.restore(new StudyCopy(
                several("given"), study.created(), study.changesSince(0).trials(), Map.of()));
        assertThat(given.changesSince(0).trials())
                .isEqualTo(study.changesSince(0).trials());
        assertThat(given.changesSince(0).trials().get(0).cost()).hasValue(7);
    }

    @Test
    void finish_again_isAcceptedOnlyWithTheSameOutcome() {
        Lease held = start(LONG);
        study.finish(held, Outcome.completed(1));
        long revision = study.changesSince(0).revision();

        study.finish(held, Outcome.completed(1));

        assertThat(study.changesSince(revision).trials()).isEmpty();
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> study.finish(held, Outcome.completed(2)));
        assertThat(trial(0).value()).isEqualTo(1);
    }

    @Test
    void finish_ofANumberThatWasNotFilled_isAnError() {
        Lease held = study.reserve("worker", LONG, MANY).orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.finish(held, Outcome.completed(1)))
                .withMessage("Trial 0 has no configuration yet: fill it");
        assertThatIllegalArgumentException().isThrownBy(() -> study.report(held, new Report(1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> study.note(held, Map.of("a", 1)));
    }

    /** A study's trials at a revision, without times and notes. */
    private static List<Object> facts(List<TrialRecord> trials) {
        return trials.stream()
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .<Object>map(t -> List.of(
                        t.number(),
                        t.state(),
                        t.configuration(),
                        t.resource(),
                        t.continues(),
                        t.reports(),
                        t.outcome()))
                .toList();
    }

    @Test
    void events_putTheHistoryTogetherAgain_asItWasAtEveryRevision() {
        Map<Long, List<Object>> seen = new TreeMap<>();
        Runnable look = () -> {
            Changes all = study.changesSince(0);
            seen.put(all.revision(), facts(all.trials()));
        };
        List<Runnable> steps = new ArrayList<>();
        Deque<Lease> held = new ArrayDeque<>();
        steps.add(() -> study.enqueue(proposal(0.1), MANY));
        steps.add(() -> held.push(study.claim("a", LONG, 2).orElseThrow().lease()));
        steps.add(() -> study.report(held.getFirst(), new Report(1, 0.5)));
        steps.add(() -> study.report(held.getFirst(), new Report(2, 0.4)));
        steps.add(() -> study.release(held.pop()));
        steps.add(() -> held.push(study.claim("b", NONE, 2).orElseThrow().lease()));
        steps.add(() -> study.report(held.getFirst(), new Report(1, 0.3)));
        steps.add(() -> study.note(held.getFirst(), Map.of("k", 1)));
        steps.add(() -> held.push(study.claim("c", LONG, 2).orElseThrow().lease()));
        steps.add(() -> study.finish(held.getFirst(), Outcome.completed(7)));
        steps.add(() -> held.push(study.reserve("d", NONE, MANY).orElseThrow()));
        steps.add(() ->
                study.fill(held.getFirst(), Proposal.continuing(0, proposal(0.1).configuration(), 9), 5));
        steps.add(() -> study.expire(held.getFirst()));
        steps.add(() -> held.push(study.claim("e", NONE, 2).orElseThrow().lease()));
        steps.add(() -> study.claim("f", LONG, 0)); // which fails it
        for (Runnable step : steps) {
            step.run();
            look.run();
        }

        List<Event> events = study.events();
        assertThat(events).extracting(Event::revision).isSorted();
        for (Map.Entry<Long, List<Object>> then : seen.entrySet()) {
            TrialList trials = TrialList.empty();
            for (Event event : events) {
                trials = event.revision() <= then.getKey()
                        ? trials.with(event.after(trials.find(event.number())))
                        : trials;
            }
            assertThat(facts(trials)).isEqualTo(then.getValue());
        }
        assertThat(events)
                .filteredOn(Event.Filled.class::isInstance)
                .extracting(e -> ((Event.Filled) e).basis())
                .containsExactly(OptionalLong.empty(), OptionalLong.of(5));
    }

    @Test
    void checkpoint_isWhatWasSavedLast() {
        Lease held = start(LONG);
        assertThat(study.checkpoint(0)).isEmpty();

        study.saveCheckpoint(held, new byte[] {1, 2, 3});
        study.saveCheckpoint(held, new byte[] {0, -1});
        study.finish(held, Outcome.completed(1));

        assertThat(study.checkpoint(0)).hasValueSatisfying(b -> assertThat(b).containsExactly(0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.checkpoint(7))
                .withMessage("Study 'study' has no trial 7");
    }

    @Test
    void restore_ofACopy_givesTheSameTrialsUnderAnotherName() {
        Lease finished = start(LONG);
        study.report(finished, new Report(1, Double.NaN));
        study.report(finished, new Report(3, 0.25));
        study.note(finished, Map.of("host", "a"));
        study.saveCheckpoint(finished, new byte[] {1, 2});
        study.finish(finished, new Outcome.Completed(Measurement.ofFolds(List.of(0.1, 0.3))));
        study.finish(start(LONG), new Outcome.Failed("boom"));
        study.enqueue(proposal(0.25), MANY);
        StudyCopy copy = StudyCopy.of(study);

        StoredStudy moved = store.restore(copy.named("moved"));

        assertThat(moved.definition()).isEqualTo(definition("moved"));
        assertThat(moved.created()).isEqualTo(study.created());
        assertThat(moved.checkpoint(0)).contains(new byte[] {1, 2});
        assertThat(StudyCopy.of(moved).trials()).isEqualTo(copy.trials());
        assertThat(store.open(definition("moved")).changesSince(0)).isEqualTo(moved.changesSince(0));
        TrialList trials = TrialList.empty();
        for (Event event : moved.events()) {
            trials = trials.with(event.after(trials.find(event.number())));
        }
        assertThat(facts(trials)).isEqualTo(facts(copy.trials()));
        assertThat(moved.events()).isEqualTo(study.events());
    }

    @Test
    void restore_ofACopyWithoutAHistory_countsItsTrialsAsGiven() {
        Lease finished = start(LONG);
        study.report(finished, new Report(1, 0.25));
        study.finish(finished, Outcome.completed(0.5));
        study.enqueue(proposal(0.25), MANY);
        StudyCopy copy = StudyCopy.of(study);

        StoredStudy moved = store.restore(new StudyCopy(definition("moved"), copy.created(), copy.trials(), Map.of()));

        assertThat(StudyCopy.of(moved).trials()).isEqualTo(copy.trials());
        assertThat(moved.events())
                .hasSize(4)
                .filteredOn(event -> event instanceof Event.Filled)
                .allSatisfy(event -> assertThat(((Event.Filled) event).basis()).isEmpty());
    }

    @Test
    void copy_withAHistoryThatIsNotItsTrials_isRefused() {
        study.finish(start(LONG), Outcome.completed(0.5));
        StudyCopy copy = StudyCopy.of(study);
        List<Event> events = copy.events();

        for (List<Event> wrong : List.of(
                events.subList(0, 1),
                events.subList(1, 2),
                List.of(events.get(1), events.get(0)),
                Stream.concat(events.stream(), Stream.of(new Event.Assigned(9, 7)))
                        .toList())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new StudyCopy(copy.definition(), copy.created(), copy.trials(), copy.checkpoints(), wrong))
                    .withMessageContaining("has a history that is not that of its trial");
        }
    }

    @Test
    void restore_ofWhatWasRunningOrReserved_letsItBeHandedOutAgain() {
        Lease lost = study.reserve("worker", LONG, MANY).orElseThrow();
        Lease running = start(LONG);
        study.report(running, new Report(1, 0.5));
        StudyCopy copy = StudyCopy.of(study);

        StoredStudy moved = store.restore(copy.named("moved"));

        Claim claim = moved.claim("other", LONG, 0).orElseThrow();
        assertThat(claim.trial().number()).isEqualTo(running.trial());
        assertThat(claim.trial().reports()).containsExactly(new Report(1, 0.5));
        assertThat(moved.reserve("other", LONG, MANY).orElseThrow().trial()).isEqualTo(lost.trial());
        assertThat(moved.reserve("other", LONG, MANY).orElseThrow().trial()).isEqualTo(running.trial() + 1);
    }

    @Test
    void restore_underANameThatIsTaken_changesNothing() {
        start(LONG);
        Changes before = study.changesSince(0);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> store.restore(new StudyCopy(definition("study"), study.created(), List.of(), Map.of())))
                .withMessage("The store has a study 'study' already: take another name, or delete it first");
        assertThat(study.changesSince(0)).isEqualTo(before);
    }

    @Test
    void manyWorkers_shareTheLimitExactly() throws Exception {
        int limit = 100;
        Set<Integer> ended = ConcurrentHashMap.newKeySet();
        Callable<Integer> worker = () -> {
            int done = 0;
            while (true) {
                Optional<Lease> held = study.reserve(Thread.currentThread().getName(), LONG, limit);
                if (held.isEmpty()) {
                    return done;
                }
                study.fill(held.get(), proposal(0.5), 0);
                study.report(held.get(), new Report(1, 0.5));
                study.finish(held.get(), Outcome.completed(held.get().trial()));
                assertThat(ended.add(held.get().trial())).isTrue();
                done++;
            }
        };
        ExecutorService executor = Executors.newFixedThreadPool(8);
        int done = 0;
        for (Future<Integer> future : executor.invokeAll(List.of(worker, worker, worker, worker, worker, worker))) {
            done += future.get();
        }
        executor.shutdown();

        assertThat(done).isEqualTo(limit);
        assertThat(study.changesSince(0).trials())
                .hasSize(limit)
                .allSatisfy(t -> assertThat(t.value()).isEqualTo(t.number()));
    }

    @Test
    void manyWorkers_neverClaimTheSameTrial() throws Exception {
        for (int i = 0; i < 60; i++) {
            study.enqueue(proposal(0.5), MANY);
        }
        Set<Integer> claimed = ConcurrentHashMap.newKeySet();
        Callable<Boolean> worker = () -> {
            Optional<Claim> claim = study.claim("worker", LONG, 2);
            while (claim.isPresent()) {
                assertThat(claimed.add(claim.get().lease().trial())).isTrue();
                claim = study.claim("worker", LONG, 2);
            }
            return true;
        };
        ExecutorService executor = Executors.newFixedThreadPool(4);
        for (Future<Boolean> future : executor.invokeAll(List.of(worker, worker, worker, worker))) {
            assertThat(future.get()).isTrue();
        }
        executor.shutdown();

        assertThat(claimed).hasSize(60);
    }
}

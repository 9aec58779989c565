package dev.retune.study;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;

class MonitorTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final Duration LONG = Duration.ofHours(1);

    private final StoredStudy study = new InMemoryStore()
            .open(new StudyDefinition(
                    "s", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of()));
    private final Queue<Lease> running = new ArrayDeque<>();

    private void start(int trials) {
        for (int i = 0; i < trials; i++) {
            Lease lease = study.reserve("worker", LONG, 1000).orElseThrow();
            study.fill(lease, Proposal.of(SPACE.configuration(Map.of("x", 0.5))), 0);
            running.add(lease);
        }
    }

    /** Whenever the study is read, two trials have begun and one has ended since the reading before. */
    private StoredStudy busy() {
        return (StoredStudy) Proxy.newProxyInstance(
                MonitorTest.class.getClassLoader(), new Class<?>[] {StoredStudy.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("look") || method.getName().equals("leases")) {
                        start(2);
                        study.finish(running.remove(), Outcome.completed(1));
                    }
                    return method.invoke(study, arguments);
                });
    }

    @Test
    void look_atABusyStudy_showsAsManyWorkersAsTrialsAreRunning() {
        start(3);
        Monitor monitor = Monitor.of(busy());

        for (int i = 0; i < 3; i++) {
            Monitor.View view = monitor.look();

            assertThat(view.held())
                    .hasSize(view.progress().running())
                    .extracting(held -> held.trial().map(TrialRecord::state).orElseThrow())
                    .containsOnly(State.RUNNING);
        }
    }

    @Test
    void look_showsReservedNumbers_andLeasesAsTheyWereRenewed() {
        start(1);
        Monitor monitor = Monitor.of(study);
        Lease before = monitor.look().held().get(0).lease();
        study.renew(before, LONG.multipliedBy(2));
        Lease reserved = study.reserve("worker", LONG, 1000).orElseThrow();

        assertThat(monitor.look().held())
                .hasSize(2)
                .anySatisfy(held -> assertThat(held.lease().expires())
                        .isAfter(before.expires().plus(LONG.dividedBy(2))))
                .anySatisfy(held -> {
                    assertThat(held.lease()).isEqualTo(reserved);
                    assertThat(held.trial()).isEmpty();
                });
    }
}

package dev.retune.study;

import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.StoredStudy.Look;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CachedStudyTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    private int epoch = 1;
    private StoredStudy server;

    private static StoredStudy study(double... values) {
        StoredStudy study = new InMemoryStore()
                .open(new StudyDefinition(
                        "s", SPACE, Goals.of(Target.unnamed(Direction.MINIMIZE)), Resource.WHOLE, 1, Map.of()));
        for (double value : values) {
            Lease lease = study.reserve("worker", Duration.ofHours(1), 10).orElseThrow();
            study.fill(lease, Proposal.of(SPACE.configuration(Map.of("x", value))), 0);
            study.finish(lease, Outcome.completed(value));
        }
        return study;
    }

    /** A study of a server that crashes: another one takes the place of {@code server}. */
    private StoredStudy ofServer() {
        return (StoredStudy) Proxy.newProxyInstance(
                CachedStudyTest.class.getClassLoader(),
                new Class<?>[] {StoredStudy.class},
                (proxy, method, arguments) -> {
                    Object answer = method.invoke(server, arguments);
                    return answer instanceof Look look
                            ? new Look(epoch, look.now(), look.changes(), look.leases())
                            : answer;
                });
    }

    /** Also if what others wrote since has brought the revision to where it was, or further. */
    @Test
    void best_whenACrashTookBackTrials_isOfThoseThatAreLeft() {
        server = study(0.5, 0.1);
        CachedStudy cached = new CachedStudy(ofServer());
        assertThat(cached.best().orElseThrow().value()).isEqualTo(0.1);

        server = study(0.5, 0.7, 0.6);
        epoch++;

        assertThat(cached.best().orElseThrow().value()).isEqualTo(0.5);
        assertThat(cached.trials()).extracting(trial -> trial.value()).containsExactly(0.5, 0.7, 0.6);
        assertThat(cached.progress().completed()).isEqualTo(3);
    }

    @Test
    void trials_whenACrashTookBackAllOfThem_areNone() {
        server = study(0.5);
        CachedStudy cached = new CachedStudy(ofServer());
        assertThat(cached.trials()).hasSize(1);

        server = study();
        epoch++;

        assertThat(cached.trials()).isEmpty();
        assertThat(cached.best()).isEmpty();
    }
}

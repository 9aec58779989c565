package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.pruning.Pruner;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyStore;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.strategy.halving.Asha;
import dev.retune.trial.Direction;
import dev.retune.trial.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayTest {

    private static final RealParameter X = Parameter.real("x", -1, 1);
    private static final SearchSpace SPACE = SearchSpace.of(X);
    private static final Strategy SENSITIVE = DeterministicStudyTest.SENSITIVE;

    @TempDir
    Path folder;

    private static StudyBuilder study(Strategy strategy, int trials) {
        return Study.over(SPACE)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(trials))
                .seed(5)
                .retries(1000)
                .resource(new Resource("epoch", 1, 9))
                .strategy(strategy)
                .pruner(Pruner.median());
    }

    private static Study crowd(StudyBuilder study, StudyStore store, long seed) {
        study.store(store, "s").build().enqueue(Map.of("x", 0.75));
        return new Crowd(study, store, 4, 0.15, seed, trial -> Math.abs(trial.get(X) - 0.3)).run();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void replay_ofWorkersInAnyOrder_findsEveryProposalTheSame(long seed) {
        try (StudyStore store = seed % 2 == 0 ? new InMemoryStore() : JdbcStore.sqlite(folder.resolve("s.db"))) {
            Replay replay = crowd(study(SENSITIVE, 40), store, seed).replay();

            assertThat(replay.differences()).isEmpty();
            assertThat(replay.proposals()).isEqualTo(39);
            assertThat(replay.same()).isEqualTo(39);
            assertThat(replay.given()).isEqualTo(1);

            StudyCopy copy = StudyCopy.of(store.find("s").orElseThrow());
            for (StudyStore other : List.of(store, new InMemoryStore())) {
                StoredStudy restored = other.restore(copy.named("restored"));
                assertThat(Replay.of(restored, SENSITIVE)).isEqualTo(replay);
            }
        }
    }

    @Test
    void replay_withFreshModels_findsEveryProposalTheSame() {
        StudyStore store = new InMemoryStore();
        crowd(study(Asha.create().inside(GaussianProcessSearch.create()), 25), store, 9);

        Replay replay = Replay.of(store.find("s").orElseThrow(), Asha.create().inside(GaussianProcessSearch.create()));

        assertThat(replay.differences()).isEmpty();
        assertThat(replay.proposals()).isEqualTo(24);
    }

    @Test
    void replay_withAnotherStrategy_namesWhatDiffers() {
        StudyStore store = new InMemoryStore();
        Study study = crowd(study(SENSITIVE, 10), store, 1);

        Replay replay = Replay.of(store.find("s").orElseThrow(), RandomSearch.create());

        assertThat(replay.proposals()).isEqualTo(9);
        assertThat(replay.same()).isZero();
        assertThat(replay.differences().get(0)).satisfies(first -> {
            assertThat(first.number()).isEqualTo(1);
            assertThat(first.then().configuration()).isEqualTo(study.trial(1).configuration());
            assertThat(first.now().orElseThrow().configuration())
                    .isNotEqualTo(first.then().configuration());
        });
    }

    @Test
    void replay_withAStrategyThatProposesNothing_saysSo() {
        StudyStore store = new InMemoryStore();
        crowd(study(SENSITIVE, 3), store, 1);

        Replay replay =
                Replay.of(store.find("s").orElseThrow(), (space, history, random) -> java.util.Optional.empty());

        assertThat(replay.differences())
                .hasSize(2)
                .allSatisfy(d -> assertThat(d.now()).isEmpty());
    }

    @Test
    void replay_ofAStudyWithoutTrials_hasNothingToCompare() {
        assertThat(study(SENSITIVE, 3).build().replay().proposals()).isZero();
    }
}

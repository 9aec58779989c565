package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.pruning.Pruner;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StudyStore;
import dev.retune.strategy.GridSearch;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.halving.Asha;
import dev.retune.strategy.halving.Hyperband;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.trial.Direction;
import dev.retune.trial.History;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DeterministicStudyTest {

    private static final RealParameter X = Parameter.real("x", -1, 1);
    private static final SearchSpace SPACE = SearchSpace.of(X);

    /** Any difference in what it is shown, but for times, shows in what it proposes. */
    static final Strategy SENSITIVE = (space, history, random) -> {
        int hash = Objects.hash(history.trials().stream()
                .map(t -> List.of(
                        t.number(),
                        t.state(),
                        t.configuration().toMap(),
                        t.reports(),
                        t.outcome().toString()))
                .toList()
                .toString());
        return Optional.of(Proposal.of(space.sample(new SplittableRandom(hash + random.nextLong()))));
    };

    private static StudyBuilder study(Strategy strategy) {
        StudyBuilder study = Study.over(SPACE)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(30))
                .seed(5)
                .strategy(strategy)
                .pruner(Pruner.median())
                .retries(1000)
                .deterministic();
        return strategy instanceof Asha || strategy instanceof Hyperband
                ? study.resource(new Resource("epoch", 1, 9))
                : study;
    }

    private static double objective(Trial trial) {
        return Math.abs(trial.get(X) - 0.3) + trial.resource() / 100;
    }

    private static Study run(StudyBuilder study, int workers, double deaths, long seed) {
        return new Crowd(study, new InMemoryStore(), workers, deaths, seed, DeterministicStudyTest::objective).run();
    }

    static Stream<Strategy> strategies() {
        return Stream.of(
                SENSITIVE,
                Asha.create().inside(SENSITIVE),
                Hyperband.create().inside(TpeSearch.create()),
                GridSearch.of(13, 5));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void anyNumberOfWorkers_alsoOnesThatDie_giveTheSameTrials(Strategy strategy) {
        List<Object> alone = Crowd.facts(run(study(strategy), 1, 0, 0).trials());
        assertThat(alone).hasSize(strategy instanceof GridSearch ? 13 : 30);
        for (int workers : List.of(1, 2, 5)) {
            for (int seed = 0; seed < 5; seed++) {
                Study study = run(study(strategy), workers, seed % 2 == 0 ? 0 : 0.15, seed);
                assertThat(Crowd.facts(study.trials())).isEqualTo(alone);
                assertThat(study.replay()).isEqualTo(new Replay(alone.size(), 0, List.of()));
            }
        }
    }

    @Test
    void theSameWithoutRounds_dependsOnTheOrder() {
        List<Object> runs = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            StudyBuilder study = Study.over(SPACE)
                    .budget(Budget.trials(30))
                    .seed(5)
                    .strategy(SENSITIVE)
                    .pruner(Pruner.median());
            runs.add(Crowd.facts(run(study, 5, 0, seed).trials()));
        }
        assertThat(runs).doesNotHaveDuplicates();
    }

    @Test
    void proposals_seeEarlierRounds_andTheirPredecessorsAsRunning() {
        List<History> seen = new ArrayList<>();
        Strategy strategy = (space, history, random) -> {
            seen.add(history);
            return SENSITIVE.propose(space, history, random);
        };
        Study study = study(strategy).budget(Budget.trials(7)).deterministic(3).build();
        while (study.isOpen()) {
            study.tell(study.ask(), 1);
        }

        List<List<State>> states = seen.stream()
                .map(h -> h.trials().stream().map(TrialRecord::state).toList())
                .toList();
        State done = State.COMPLETED;
        State runs = State.RUNNING;
        assertThat(states)
                .containsExactly(
                        List.of(),
                        List.of(runs),
                        List.of(runs, runs),
                        List.of(done, done, done),
                        List.of(done, done, done, runs),
                        List.of(done, done, done, runs, runs),
                        List.of(done, done, done, done, done, done));
    }

    @Test
    void aRound_beginsWhenTheOneBeforeHasEnded() {
        Study study = study(SENSITIVE).deterministic(2).build();
        Trial first = study.ask();
        Trial second = study.ask();
        assertThat(study.tryAsk()).isEmpty();
        study.tell(second, 1);
        assertThat(study.tryAsk()).isEmpty();
        assertThat(study.isOpen()).isTrue();

        study.tell(first, 1);
        assertThat(study.ask().number()).isEqualTo(2);
    }

    @Test
    void enqueuedTrials_waitForTheirRound() {
        Study study = study(SENSITIVE).deterministic(2).build();
        for (int i = 0; i < 5; i++) {
            study.enqueue(Map.of("x", i / 10.0));
        }
        Trial first = study.ask();
        Trial second = study.ask();
        assertThat(study.tryAsk()).isEmpty();
        study.tell(first, 1);
        study.tell(second, 1);

        assertThat(study.ask().number()).isEqualTo(2);
        assertThat(study.replay().given()).isEqualTo(5);
    }

    @Test
    void aStrategyThatWaits_isAskedAgainWhenTheTrialsBeforeHaveEnded() {
        Strategy oneAtATime = (space, history, random) ->
                history.in(State.RUNNING).isEmpty() ? SENSITIVE.propose(space, history, random) : Optional.empty();
        List<Object> alone = Crowd.facts(run(study(oneAtATime), 1, 0, 0).trials());

        assertThat(alone).hasSize(30);
        Study crowd = run(study(oneAtATime), 5, 0.1, 3);
        assertThat(Crowd.facts(crowd.trials())).isEqualTo(alone);
        assertThat(crowd.replay().differences()).isEmpty();
    }

    @Test
    void aTarget_endsTheStudyBetweenRounds() {
        for (Budget budget :
                List.of(Budget.target(0.9).orTrials(90), Budget.noImprovementIn(6), Budget.resource(14.5))) {
            List<Object> alone =
                    Crowd.facts(run(study(SENSITIVE).budget(budget), 1, 0, 0).trials());
            assertThat(alone.size() % 4).isZero();
            for (int seed = 0; seed < 8; seed++) {
                assertThat(Crowd.facts(run(study(SENSITIVE).budget(budget), 5, 0.1, seed)
                                .trials()))
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void build_ofAStoredStudy_keepsItsRounds() {
        StudyStore store = new InMemoryStore();
        study(SENSITIVE).store(store, "in rounds").build();
        Study.over(SPACE)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(3))
                .store(store, "free")
                .build();

        Study joined = Study.over(SPACE)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(30))
                .strategy(SENSITIVE)
                .store(store, "in rounds")
                .build();
        for (int i = 0; i < 4; i++) {
            joined.ask();
        }
        assertThat(joined.tryAsk()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study(SENSITIVE)
                        .deterministic(8)
                        .store(store, "in rounds")
                        .build())
                .withMessageContaining("its rounds are of 4 trials, not of 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Study.over(SPACE)
                        .goal(Direction.MAXIMIZE)
                        .budget(Budget.trials(3))
                        .deterministic()
                        .store(store, "free")
                        .build())
                .withMessageContaining("its rounds are of no trials, not of 4");
        assertThatIllegalArgumentException().isThrownBy(() -> study(SENSITIVE).deterministic(0));
    }
}

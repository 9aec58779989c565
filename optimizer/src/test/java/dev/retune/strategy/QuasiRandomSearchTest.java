package dev.retune.strategy;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class QuasiRandomSearchTest extends StrategyContract {

    private static final SearchSpace SQUARE = SearchSpace.of(Parameter.real("a", 0, 1), Parameter.real("b", 0, 1));

    @Override
    protected Strategy strategy() {
        return QuasiRandomSearch.of(11);
    }

    @Test
    void propose_fillsTheSquareEvenly() {
        assertNet(configurations(Simulation.of(SQUARE, StrategyContract::bowl).run(strategy(), 64)));
    }

    /** Of 64 points each of 64 boxes has one, whatever the shape of the boxes. */
    private static void assertNet(List<Configuration> points) {
        for (int columns = 1; columns <= 64; columns *= 2) {
            Set<List<Integer>> boxes = new HashSet<>();
            for (Configuration point : points) {
                boxes.add(List.of(
                        (int) ((double) point.get("a") * columns), (int) ((double) point.get("b") * 64 / columns)));
            }
            assertThat(boxes).hasSize(64);
        }
    }

    @Test
    void propose_whenTheUserTriedPoints_losesNoneOfItsOwn() {
        List<TrialRecord> told = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            told.add(TrialRecord.waiting(
                    i, SQUARE.configuration(Map.of("a", i / 10.0, "b", 0.5)), 1, OptionalInt.empty()));
        }
        List<Configuration> tried = configurations(Simulation.of(SQUARE, StrategyContract::bowl)
                .after(History.ofLosses(Resource.WHOLE, told))
                .run(strategy(), 64));
        assertNet(tried.subList(5, 69));
    }

    @Test
    void propose_whateverTheTrialsRandomness_followsOneSequence() {
        Simulation simulation = Simulation.of(SQUARE, StrategyContract::bowl);
        assertThat(configurations(simulation.seed(2).run(QuasiRandomSearch.of(5), 16)))
                .isEqualTo(configurations(simulation.seed(3).run(QuasiRandomSearch.of(5), 16)))
                .isNotEqualTo(configurations(simulation.seed(3).run(QuasiRandomSearch.of(6), 16)));
    }

    @Test
    void propose_underAConstraint_followsTheSameSequence() {
        List<Configuration> free =
                configurations(Simulation.of(SQUARE, StrategyContract::bowl).run(strategy(), 64));
        SearchSpace triangle = triangle(1);
        List<Configuration> expected = free.stream()
                .filter(c -> (double) c.get("a") + (double) c.get("b") <= 1)
                .map(c -> triangle.configuration(c.toMap()))
                .toList();
        assertThat(configurations(
                        Simulation.of(triangle, StrategyContract::bowl).run(strategy(), expected.size())))
                .isEqualTo(expected);
    }

    @Test
    void propose_onASmoothProblem_beatsRandomSearch() {
        SearchSpace cube =
                SearchSpace.of(Parameter.real("a", 0, 1), Parameter.real("b", 0, 1), Parameter.real("c", 0, 1));
        Simulation simulation = Simulation.of(cube, StrategyContract::bowl);
        double sobol = simulation.meanBest(QuasiRandomSearch::of, 64, 40);
        double random = simulation.meanBest(seed -> RandomSearch.create(), 64, 40);
        assertThat(sobol).isLessThan(0.85 * random);
    }
}

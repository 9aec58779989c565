package dev.retune.strategy;

import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GridSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return GridSearch.of(3, 1);
    }

    @Override
    protected boolean mayEnd() {
        return true;
    }

    @Override // the grid takes three of the four values of n, and no point twice
    protected boolean usesUpFiniteSpaces() {
        return false;
    }

    @Test
    @Override
    protected void propose_with100Parameters_goesOn() {
        Parameter<?>[] many = new Parameter<?>[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = Parameter.bool("b" + i);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strategy().propose(SearchSpace.of(many), History.empty(), new SplittableRandom(1)))
                .withMessageStartingWith("The grid has countless points with 3 levels a number");
    }

    private static List<Configuration> all(SearchSpace space, int levels) {
        return configurations(Simulation.of(space, StrategyContract::bowl).run(GridSearch.of(levels, 1), 100_000));
    }

    private static Set<Object> values(List<Configuration> points, String name) {
        return points.stream()
                .filter(p -> p.isActive(name))
                .map(p -> p.get(name))
                .collect(Collectors.toSet());
    }

    @Test
    void propose_triesEveryCombinationOnce_thenNothing() {
        SearchSpace space = SearchSpace.of(
                Parameter.real("rate", 1e-4, 1).log(),
                Parameter.integer("units", 1, 100),
                Parameter.integer("layers", 1, 3),
                Parameter.real("drop", 0, 0.5).step(0.25),
                Parameter.choice("c", "q", "r", "s", "t", "u", "v", "w"));
        List<Configuration> points = all(space, 5);
        assertThat(new HashSet<>(points)).hasSize(5 * 5 * 3 * 3 * 7).hasSize(points.size());
        assertThat(values(points, "rate").stream().map(v -> Math.round(10 * Math.log10((double) v))))
                .containsExactlyInAnyOrder(-40L, -30L, -20L, -10L, 0L);
        assertThat(values(points, "rate")).contains(1e-4, 1.0);
        assertThat(values(points, "units")).contains(1, 100).hasSize(5);
        assertThat(values(points, "drop")).containsExactlyInAnyOrder(0.0, 0.25, 0.5);
        assertThat(values(points, "layers")).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void propose_onAConditionalSpace_triesOnlyActiveCombinations() {
        ChoiceParameter<String> kernel = Parameter.choice("kernel", "linear", "rbf");
        IntParameter layers = Parameter.integer("layers", 1, 6); // a parent: keeps all its values
        SearchSpace space = SearchSpace.builder()
                .add(kernel)
                .add(Parameter.real("gamma", 0, 1), kernel.is("rbf"))
                .add(layers)
                .add(Parameter.real("drop", 0, 1), layers.is(3))
                .build();
        assertThat(all(space, 2)).hasSize((1 + 2) * (5 + 2)).doesNotHaveDuplicates();
    }

    @Test
    void propose_underAConstraint_leavesOutWhatBreaksIt() {
        assertThat(all(triangle(1), 3)).hasSize(6);
        SearchSpace nothing = SearchSpace.builder()
                .add(Parameter.real("a", 0, 1))
                .constraint("a > 2")
                .build();
        assertThat(all(nothing, 3)).isEmpty();
    }

    @Test
    void propose_withOneLevel_takesTheMiddle() {
        assertThat(all(SearchSpace.of(Parameter.real("x", -1, 5), Parameter.integer("n", 1, 9)), 1))
                .extracting(Configuration::toMap)
                .containsExactly(Map.of("x", 2.0, "n", 5));
    }

    @Test
    void propose_stoppedEarly_hasMovedEveryParameter() {
        SearchSpace space =
                SearchSpace.of(Parameter.real("a", 0, 1), Parameter.real("b", 0, 1), Parameter.real("c", 0, 1));
        List<Configuration> first =
                configurations(Simulation.of(space, StrategyContract::bowl).run(GridSearch.of(4, 1), 16));
        for (String name : List.of("a", "b", "c")) {
            assertThat(values(first, name)).hasSize(4);
        }
    }

    @Test
    void propose_onTooLargeAGrid_saysHowLargeAndWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GridSearch.of(50, 1).propose(mixed(), History.empty(), new SplittableRandom(1)))
                .withMessage("The grid has 300,000 points with 50 levels a number, and may have 100,000: take fewer"
                        + " levels, give parameters larger steps, or use another strategy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GridSearch.of(0, 1))
                .withMessage("A grid has 0 levels: it needs at least 1");
    }
}

package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RandomSearchTest extends StrategyContract {

    @Override
    protected Strategy strategy() {
        return RandomSearch.create();
    }

    @Test
    void propose_onAFiniteSpaceThatIsUsedUp_startsOverEvenly() {
        List<Configuration> tried =
                configurations(Simulation.of(small(), StrategyContract::bowl).run(strategy(), 40));
        for (int round = 0; round < 4; round++) {
            assertThat(new HashSet<>(tried.subList(10 * round, 10 * round + 10)))
                    .hasSize(10);
        }
        assertThat(tried.subList(10, 20)).isNotEqualTo(tried.subList(0, 10));
    }

    @Test
    void propose_onAConstrainedSpaceOfAFewPointsAmongMany_findsThemAll() {
        SearchSpace space = SearchSpace.builder()
                .add(Parameter.integer("a", 1, 300))
                .add(Parameter.integer("b", 1, 300))
                .constraint("a + b >= 597")
                .build();
        List<Configuration> tried =
                configurations(Simulation.of(space, StrategyContract::bowl).run(strategy(), 10));
        assertThat(new HashSet<>(tried)).hasSize(10);
    }

    @Test
    void propose_whenABranchIsRareAndAnotherSmall_stillFindsEveryPoint() {
        ChoiceParameter<String> kind = Parameter.choice("kind", "one", "many");
        SearchSpace space = SearchSpace.builder()
                .add(kind)
                .add(Parameter.integer("n", 1, 300).log(), kind.is("many"))
                .build();
        List<Configuration> tried =
                configurations(Simulation.of(space, StrategyContract::bowl).run(strategy(), 301));
        assertThat(tried).doesNotHaveDuplicates();
    }

    @Test
    void propose_isFairToConditionalBranches() {
        ChoiceParameter<String> kernel = Parameter.choice("kernel", "linear", "rbf");
        SearchSpace space = SearchSpace.builder()
                .add(kernel)
                .add(Parameter.real("gamma", 0, 1), kernel.is("rbf"))
                .build();
        Strategy strategy = strategy();
        int linear = 0;
        for (int i = 0; i < 10_000; i++) {
            Proposal proposal = strategy.propose(space, History.empty(), Randomness.derive(3, i, "strategy"))
                    .orElseThrow();
            linear += proposal.configuration().get(kernel).equals("linear") ? 1 : 0;
        }
        assertThat(linear).isBetween(4850, 5150); // three standard deviations
    }
}

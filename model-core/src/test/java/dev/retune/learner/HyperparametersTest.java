package dev.retune.learner;

import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HyperparametersTest {

    private static final RealParameter RATE = Parameter.real("rate", 0, 10);
    private static final IntParameter TREES = Parameter.integer("trees", 1, 1000);
    private static final Hyperparameters OF_FOREST = Hyperparameters.of("forest")
            .add(RATE, 0.5)
            .add(TREES, 100)
            .add(Parameter.choice("split", "gini", "entropy"), "gini")
            .build();

    @Test
    void complete_takesDefaultsForWhatIsLeftOut() {
        Hyperparameters.Assignment values = OF_FOREST.complete(Map.of("trees", 20L));

        assertThat(values.get(TREES)).isEqualTo(20);
        assertThat(values.get(RATE)).isEqualTo(0.5);
        assertThat(OF_FOREST.defaults())
                .containsExactly(Map.entry("rate", 0.5), Map.entry("trees", 100), Map.entry("split", "gini"));
    }

    @Test
    void complete_outsideTheRange_namesLearnerParameterAndRule() {
        assertThatThrownBy(() -> OF_FOREST.complete(Map.of("trees", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learner 'forest': Parameter 'trees' = 0 is outside [1, 1000]");
    }

    @Test
    void get_ofAParameterDeclaredOtherwise_isRefused() {
        Hyperparameters.Assignment values = OF_FOREST.complete(Map.of());

        assertThatThrownBy(() -> values.get(Parameter.integer("rate", 0, 10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("declared differently");
    }

    @Test
    void check_ofRangesInside_passesWhateverTheirKind() {
        SearchSpace space = SearchSpace.of(
                Parameter.integer("rate", 0, 3),
                Parameter.choice("trees", 10, 20.0),
                Parameter.choice("split", "gini"));

        assertThatCode(() -> OF_FOREST.check(space)).doesNotThrowAnyException();
    }

    @Test
    void check_ofARangeThatReachesOutside_namesTheEnd() {
        assertThatThrownBy(() -> OF_FOREST.check(SearchSpace.of(Parameter.integer("trees", 10, 2000))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learner 'forest': Parameter 'trees' = 2000 is outside [1, 1000]");
    }

    @Test
    void check_ofAChoiceThatIsNone_namesTheNearest() {
        assertThatThrownBy(() -> OF_FOREST.check(SearchSpace.of(Parameter.choice("split", "gini", "entropie"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'entropie'")
                .hasMessageContaining("did you mean 'entropy'?");
    }

    @Test
    void add_ofANameTwice_isRefused() {
        assertThatThrownBy(() -> Hyperparameters.of("forest").add(RATE, 1.0).add(RATE, 2.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two parameters 'rate'");
    }
}

package dev.retune.learner;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LearnersTest {

    @Test
    void named_ofEachName_hasThatName() {
        assertThat(Learners.names()).contains("network").isSorted();
        for (String name : Learners.names()) {
            assertThat(Learners.named(name).name()).isEqualTo(name);
        }
    }

    @Test
    void named_whenMisspelt_namesTheNearest() {
        assertThatThrownBy(() -> Learners.named("netwrok"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no learner 'netwrok'; did you mean 'network'?");
    }

    @Test
    void named_whenNothingIsNear_listsAll() {
        assertThatThrownBy(() -> Learners.named("oracle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("known: ")
                .hasMessageContaining("network");
    }
}

package dev.retune.learner.network;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExamplesTest {

    private static final float[][] X = {{1, 2}, {3, 4}};

    @Test
    void of_withUnsuitableRows_saysWhich() {
        assertThatThrownBy(() -> Examples.ofClasses(X, new int[] {0, 2}, 2))
                .hasMessageContaining("Label of example 1 is 2");
        assertThatThrownBy(() -> Examples.ofClasses(X, new int[] {0}, 2))
                .hasMessageContaining("2 rows of inputs but 1");
        assertThatThrownBy(() -> Examples.ofNumbers(new float[][] {{1, 2}, {3}}, new float[2]))
                .hasMessageContaining("Input row 1 has 1 columns but row 0 has 2");
        assertThatThrownBy(() -> Examples.ofNumbers(X, new float[] {1, Float.NaN}))
                .hasMessageContaining("Target row 1, column 0 is NaN");
        assertThatThrownBy(() -> Examples.ofNumbers(new float[0][], new float[0]))
                .hasMessageContaining("no examples");
        assertThatThrownBy(() -> Examples.ofNumbers(new float[][] {{}}, new float[1]))
                .hasMessageContaining("empty");
    }

    @Test
    void split_takesEveryExampleOnce() {
        float[][] x = new float[10][];
        for (int i = 0; i < 10; i++) {
            x[i] = new float[] {i};
        }
        List<Examples> parts = Examples.ofNumbers(x, new float[10]).split(0.3, SplitMix64.of(1));
        List<Float> seen = new ArrayList<>();
        for (Examples part : parts) {
            for (int i = 0; i < part.size(); i++) {
                seen.add(part.input(i)[0]);
            }
        }
        assertThat(parts.get(0).size()).isEqualTo(7);
        assertThat(parts.get(1).size()).isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrder(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
        assertThatThrownBy(() ->
                        Examples.ofNumbers(new float[][] {{1}}, new float[1]).split(0.3, SplitMix64.of(1)))
                .hasMessageContaining("single example");
    }

    @Test
    void fingerprint_changesWithAnyNumber() {
        long before = Examples.ofNumbers(X, new float[] {1, 2}).fingerprint();
        assertThat(Examples.ofNumbers(X, new float[] {1, 2}).fingerprint()).isEqualTo(before);
        assertThat(Examples.ofNumbers(X, new float[] {1, 3}).fingerprint()).isNotEqualTo(before);
        assertThat(Examples.ofNumbers(X, new float[] {1, 2}).select(1, 0).fingerprint())
                .isNotEqualTo(before);
    }
}

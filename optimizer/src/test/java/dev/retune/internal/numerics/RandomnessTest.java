package dev.retune.internal.numerics;

import org.apache.commons.math3.stat.inference.TestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class RandomnessTest {

    @Test
    void derive_isPinned_onEveryJdk() {
        RandomGenerator random = Randomness.derive(42, 7, "tpe");
        assertThat(random.nextLong()).isEqualTo(1041276377222627612L);
        assertThat(random.nextInt(1000)).isEqualTo(860);
        assertThat(random.nextDouble()).isEqualTo(0.09447546982782973);
        assertThat(random.nextGaussian()).isCloseTo(1.1071100941471803, within(1e-15));
        assertThat(random.nextInt(-3, 1 << 20)).isEqualTo(817389);
        assertThat(random.nextLong(1L << 40)).isEqualTo(337683984064L);
    }

    @Test
    void derive_repeats_andDependsOnEachPart() {
        assertThat(Randomness.derive(1, 2, "a").nextLong())
                .isEqualTo(Randomness.derive(1, 2, "a").nextLong());
        Set<Long> first = new HashSet<>();
        for (long seed = -20; seed < 20; seed++) {
            for (long number = -20; number < 20; number++) {
                for (String component : new String[] {"", "a", "b", "ab", "ba", "gp", "tpe"}) {
                    first.add(Randomness.derive(seed, number, component).nextLong());
                }
            }
        }
        assertThat(first).hasSize(40 * 40 * 7);
    }

    @Test
    void derive_overSuccessiveTrials_looksUniform() {
        long[] counts = new long[64];
        for (int trial = 0; trial < 64_000; trial++) {
            counts[(int) (Randomness.derive(5, trial, "random").nextDouble() * 64)]++;
        }
        assertThat(chiSquarePValue(counts)).isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 48, 1000})
    void nextInt_isUniformBelowItsBound(int bound) {
        RandomGenerator random = Randomness.derive(9, bound, "bound");
        long[] narrow = new long[Math.max(2, bound)];
        long[] wide = new long[Math.max(2, bound)];
        for (int i = 0; i < 200 * bound; i++) {
            narrow[random.nextInt(bound)]++;
            wide[(int) random.nextLong(5, 5 + bound) - 5]++;
        }
        if (bound > 1) {
            assertThat(chiSquarePValue(narrow)).isGreaterThan(1e-4);
            assertThat(chiSquarePValue(wide)).isGreaterThan(1e-4);
        } else {
            assertThat(narrow[0]).isEqualTo(200);
        }
    }

    @Test
    void nextInt_ofAHugeBound_isUnbiased() {
        RandomGenerator random = Randomness.derive(11, 0, "bound");
        int bound = (1 << 30) + (1 << 29); // where a plain remainder would favour the lower third
        long[] counts = new long[3];
        for (int i = 0; i < 30_000; i++) {
            counts[random.nextInt(bound) / (1 << 29)]++;
        }
        assertThat(chiSquarePValue(counts)).isGreaterThan(1e-4);
        for (int i = 0; i < 100; i++) {
            assertThat(random.nextLong(Long.MIN_VALUE + 1, Long.MAX_VALUE)).isNotEqualTo(Long.MIN_VALUE);
            assertThat(random.nextInt(Integer.MIN_VALUE, Integer.MAX_VALUE)).isNotEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void nextGaussian_hasTheMomentsOfANormal() {
        RandomGenerator random = Randomness.derive(3, 1, "gaussian");
        double[] draws = random.doubles(0).toArray();
        assertThat(draws).isEmpty();
        double[] z = IntStream.range(0, 100_000)
                .mapToDouble(i -> random.nextGaussian(1, 2))
                .toArray();
        double mean = Arrays.stream(z).average().orElseThrow();
        double variance = Arrays.stream(z).map(v -> (v - 1) * (v - 1)).average().orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.03));
        assertThat(variance).isCloseTo(4, within(0.1));
        assertThat(IntStream.range(0, 50_000)
                        .mapToDouble(i -> random.nextExponential())
                        .average()
                        .orElseThrow())
                .isCloseTo(1, within(0.03));
    }

    @Test
    void bounds_thatAreEmpty_areRefused() {
        RandomGenerator random = Randomness.derive(0, 0, "");
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextInt(0)).withMessageContaining("Bound 0");
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextInt(3, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextLong(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextLong(4, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextDouble(0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextGaussian(0, -1));
        assertThat(random.nextDouble(1, Math.nextUp(1.0))).isEqualTo(1);
    }

    @Test
    void shuffle_reachesEveryOrderEquallyOften() {
        RandomGenerator random = Randomness.derive(8, 0, "shuffle");
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < 24_000; i++) {
            int[] values = {1, 2, 3, 4};
            Randomness.shuffle(values, random);
            counts.merge(Arrays.toString(values), 1L, Long::sum);
        }
        assertThat(counts).hasSize(24);
        assertThat(chiSquarePValue(
                        counts.values().stream().mapToLong(Long::longValue).toArray()))
                .isGreaterThan(1e-4);
    }

    private static double chiSquarePValue(long[] counts) {
        double[] expected = new double[counts.length];
        Arrays.fill(expected, 1);
        return TestUtils.chiSquareTest(expected, counts);
    }
}

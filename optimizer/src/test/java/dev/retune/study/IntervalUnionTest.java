package dev.retune.study;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

class IntervalUnionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void totalWith_ofRandomIntervals_isTheLengthOfTheirUnion(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IntervalUnion busy = new IntervalUnion();
        BitSet covered = new BitSet(); // bit i stands for [i, i + 1]
        for (int i = 0; i < 40; i++) {
            int start = random.nextInt(1000);
            int end = start + random.nextInt(30) - 3;
            busy.add(start, end);
            if (end > start) {
                covered.set(start, end);
            }
            List<long[]> more = new ArrayList<>();
            BitSet withMore = (BitSet) covered.clone();
            for (int j = 0; j < 3; j++) {
                int from = random.nextInt(1000);
                int to = from + random.nextInt(200);
                more.add(new long[] {from, to});
                withMore.set(from, to);
            }
            assertThat(busy.totalWith(List.of())).isEqualTo(covered.cardinality());
            assertThat(busy.totalWith(more)).isEqualTo(withMore.cardinality());
        }
    }
}

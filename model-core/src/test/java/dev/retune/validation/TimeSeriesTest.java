package dev.retune.validation;

import dev.retune.data.Dataset;
import dev.retune.data.NumericColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimeSeriesTest {

    private static Dataset data(double... times) {
        return Dataset.of(
                NumericColumn.of("y", times),
                List.of(NumericColumn.of("t", times), NumericColumn.of("x", new double[times.length])));
    }

    private static Split split(int[] training, int... validation) {
        return Split.of(training, validation);
    }

    private static int[] to(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    // reference: [(a.tolist(), b.tolist()) for a, b in sklearn.model_selection.TimeSeriesSplit(3).split(range(10))],
    // and with gap=2, max_train_size=3
    @Test
    void split_orderOfRows_isThatOfScikitLearn() {
        Dataset data = data(new double[10]);

        assertThat(TimeSeries.of(3).split(data))
                .containsExactly(split(to(0, 4), 4, 5), split(to(0, 6), 6, 7), split(to(0, 8), 8, 9));
        assertThat(TimeSeries.of(3).gap(2).split(data))
                .containsExactly(split(to(0, 2), 4, 5), split(to(0, 4), 6, 7), split(to(0, 6), 8, 9));
        assertThat(TimeSeries.of(3).gap(2).sliding(3).split(data))
                .containsExactly(split(to(0, 2), 4, 5), split(to(1, 4), 6, 7), split(to(3, 6), 8, 9));
    }

    @Test
    void split_byColumn_followsItsOrderAndKeepsEqualTimesTogether() {
        Dataset data = data(5, 1, 3, 3, 2, 3, 4, 6);

        assertThat(TimeSeries.of(3).by("t").split(data))
                .containsExactly(
                        split(new int[] {1, 4}, 2, 3, 5),
                        split(new int[] {1, 2, 3, 4, 5}, 6),
                        split(new int[] {1, 2, 3, 4, 5, 6}, 0, 7));
    }

    @Test
    void latest_isTheWindowBeforeWhatComesNext() {
        assertThat(TimeSeries.of(3).sliding(3).latest(data(new double[10])).targetValues())
                .hasSize(3);
        Dataset data = data(5, 1, 3, 3, 2, 3, 4, 6);

        assertThat(TimeSeries.of(3).by("t").sliding(3).latest(data).targetValues())
                .containsExactly(5, 4, 6);
        assertThat(TimeSeries.of(3).by("t").latest(data)).isSameAs(data);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void split_anyTimes_trainsOnThePastBeforeTheGapWithinTheWindow(long seed) {
        Random random = new Random(seed);
        double[] times = IntStream.range(0, 400)
                .mapToDouble(i -> Math.round(200 * random.nextDouble()))
                .toArray();
        Dataset data = data(times);

        List<Split> splits = TimeSeries.of(5).by("t").gap(7).sliding(30).split(data.aside("t"));

        assertThat(splits).hasSize(5);
        double earlier = -1;
        for (Split split : splits) {
            double first = Arrays.stream(split.validation())
                    .mapToDouble(row -> times[row])
                    .min()
                    .orElseThrow();
            assertThat(first).isGreaterThan(earlier);
            for (int row : split.training()) {
                assertThat(first - times[row]).isGreaterThan(7).isLessThanOrEqualTo(37);
            }
            // nothing that may be used is left out
            assertThat(split.training()).hasSize((int) Arrays.stream(times)
                    .filter(t -> first - t > 7 && first - t <= 37)
                    .count());
            earlier = Arrays.stream(split.validation())
                    .mapToDouble(row -> times[row])
                    .max()
                    .orElseThrow();
        }
    }

    @Test
    void split_impossible_saysWhy() {
        assertThatThrownBy(() -> TimeSeries.of(3).split(data(1, 2, 3)))
                .hasMessage("3 folds of a time series of 3 rows; take at most 2 folds");
        assertThatThrownBy(() -> TimeSeries.of(2).by("t").split(data(1, 1, 1, 1, 2, 2)))
                .hasMessage("fold 1 of 2 has no time of its own: 2 rows or more share one; take fewer folds");
        assertThatThrownBy(() -> TimeSeries.of(2).gap(5).split(data(new double[9])))
                .hasMessage("no row lies before the 3 rows to be scored and a gap of 5; take fewer folds, or a shorter"
                        + " gap");
        Dataset missing = Dataset.of(NumericColumn.of("y", 1, 2, 3), List.of(NumericColumn.of("t", 1, Double.NaN, 2)));
        assertThatThrownBy(() -> TimeSeries.of(2).by("t").split(missing))
                .hasMessage("time column 't' is missing in row 1; every row needs its time");
        assertThatThrownBy(() -> TimeSeries.of(0)).hasMessageStartingWith("folds = 0;");
        assertThatThrownBy(() -> TimeSeries.of(2).gap(-1)).hasMessageStartingWith("gap = -1.0;");
        assertThatThrownBy(() -> TimeSeries.of(2).sliding(0)).hasMessageStartingWith("window = 0.0;");
    }

    @Test
    void split_timeHoldOut_setsTheLatestAside() {
        assertThat(new TimeHoldOut("t", 0.3, 1).split(data(9, 1, 3, 3, 2, 7, 4, 6, 8, 8)))
                .containsExactly(split(new int[] {1, 2, 3, 4, 6, 7}, 0, 8, 9));
        assertThat(new TimeHoldOut(null, 0.25, 0).split(data(new double[8]))).containsExactly(split(to(0, 6), 6, 7));
    }

    @Test
    void toString_saysAll() {
        assertThat(TimeSeries.of(4)).hasToString("4-fold time series");
        assertThat(TimeSeries.of(4).by("day").gap(7).sliding(365.5))
                .hasToString("4-fold time series by 'day', gap 7, window 365.5");
    }
}

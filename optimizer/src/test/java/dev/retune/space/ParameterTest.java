package dev.retune.space;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ParameterTest {

    private enum Activation {
        RELU,
        TANH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Stream<Parameter<?>> parameters() {
        return Stream.of(
                Parameter.real("linear", -5, 10),
                Parameter.real("log", 1e-7, 0.3).log(),
                Parameter.real("logit", 0.01, 0.9999).logit(),
                Parameter.real("step", 0, 0.9).step(0.1),
                Parameter.real("uneven", 0.5, 2).step(0.4),
                Parameter.real("logStep", 0.1, 6.5).log().step(0.1),
                Parameter.real("logitStep", 0.05, 0.95).logit().step(0.05),
                Parameter.real("one", 3, 3),
                Parameter.integer("integer", -3, 12),
                Parameter.integer("logInteger", 1, 512).log(),
                Parameter.integer("stepInteger", 16, 130).step(16),
                Parameter.integer("whole", Integer.MIN_VALUE / 2, Integer.MAX_VALUE / 2 - 1),
                Parameter.integer("single", 7, 7),
                Parameter.bool("bool"),
                Parameter.choice("choice", "a", "b", "c"),
                Parameter.choice("numbers", 1, 2.5, 4L),
                Parameter.choice("enums", Activation.values()));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    <T> void decode_atTheEndsOfTheUnitInterval_givesTheExactEnds(Parameter<T> parameter) {
        T low = parameter.decode(0);
        T high = parameter.decode(1);
        if (parameter.size() < Double.POSITIVE_INFINITY) {
            assertThat(low).isEqualTo(parameter.valueAt(0));
            assertThat(high).isEqualTo(parameter.valueAt((int) parameter.size() - 1));
        } else {
            RealParameter real = (RealParameter) parameter;
            assertThat(low).isEqualTo(real.low());
            assertThat(high).isEqualTo(real.high());
        }
    }

    @ParameterizedTest
    @MethodSource("parameters")
    <T> void encode_ofADecodedValue_leadsBackToIt(Parameter<T> parameter) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            T value = parameter.decode(random.nextDouble());
            assertThat(parameter.valueOf(value)).isEqualTo(value);
            double unit = parameter.encode(value);
            assertThat(unit).isBetween(0.0, 1.0);
            if (parameter.size() < Double.POSITIVE_INFINITY) {
                assertThat(parameter.decode(unit)).isEqualTo(value);
            } else {
                assertThat(parameter.encode(parameter.decode(unit))).isCloseTo(unit, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("parameters")
    <T> void decode_isMonotone(Parameter<T> parameter) {
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= 200; i++) {
            double unit = parameter.encode(parameter.decode(i / 200.0));
            assertThat(unit).isGreaterThanOrEqualTo(before);
            before = unit;
        }
    }

    @ParameterizedTest
    @MethodSource("parameters")
    <T> void valueAt_countsThroughAllValues(Parameter<T> parameter) {
        if (Double.isInfinite(parameter.size())) {
            assertThatThrownBy(() -> parameter.valueAt(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Parameter '%s' has infinitely many values", parameter.name());
            return;
        }
        int size = (int) parameter.size();
        assertThat(parameter.valueAt(0)).isEqualTo(parameter.decode(0));
        assertThat(parameter.valueAt(size - 1)).isEqualTo(parameter.decode(1));
        assertThatThrownBy(() -> parameter.valueAt(size)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> parameter.valueAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Ranges so narrow that a scale maps both ends to the same number. */
    static Stream<RealParameter> narrow() {
        return Stream.of(
                Parameter.real("log", 100, Math.nextUp(100.0)).log(),
                Parameter.real("logHuge", 1e300, Math.nextUp(1e300)).log(),
                Parameter.real("logTiny", Double.MIN_VALUE, 2 * Double.MIN_VALUE)
                        .log(),
                Parameter.real("logit", 0.25, Math.nextUp(0.25)).logit(),
                Parameter.real("logitHigh", Math.nextDown(Math.nextDown(1.0)), Math.nextDown(1.0))
                        .logit(),
                Parameter.real("linear", 1, Math.nextUp(1.0)),
                Parameter.real("subnormal", 0, Double.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void encode_inANarrowRange_staysOnTheUnitInterval(RealParameter parameter) {
        assertThat(parameter.encode(parameter.low())).isZero();
        assertThat(parameter.encode(parameter.high())).isEqualTo(1);
        for (double unit : new double[] {0, 0.1, 0.5, 0.9, 1}) {
            assertThat(parameter.decode(unit)).isIn(parameter.low(), parameter.high());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "972, 972.000008, 1e-6, 9, 972.000008",
        "972, 972.000001, 1e-6, 2, 972.000001",
        "0, 0.3, 0.1, 4, 0.30000000000000004",
        "0, 0.30000000000000004, 0.1, 4, 0.3",
        "0.1, 0.3, 0.2, 2, 0.30000000000000004",
        "0, 0.7, 0.1, 8, 0.7000000000000001",
        "-0.3, 0, 0.1, 4, -0.30000000000000004",
        "1000000, 1000000.3, 0.1, 4, 1000000.3",
        "1e-9, 1e-8, 1e-9, 10, 1e-8",
        "0, 1, 0.3, 4, 0.9",
        "123456789.01, 123456789.05, 0.01, 5, 123456789.05"
    })
    void step_isDecimal(double low, double high, double step, int size, double last) {
        RealParameter parameter = Parameter.real("x", low, high).step(step);

        assertThat(parameter.size()).isEqualTo(size);
        assertThat(parameter.valueOf(last)).isEqualTo(parameter.valueAt(last < 0 ? 0 : size - 1));
        assertThat(parameter.decode(1)).isEqualTo(parameter.valueAt(size - 1));
        for (int i = 0; i < size; i++) {
            assertThat(parameter.decode(parameter.encode(parameter.valueAt(i)))).isEqualTo(parameter.valueAt(i));
            assertThat(parameter.valueAt(i)).isBetween(low, high);
        }
    }

    @Test
    void valueOf_farFromTheGrid_isRefused() {
        RealParameter parameter = Parameter.real("x", 0, 0.3).step(0.1);
        for (double value : new double[] {0.31, 0.300001, -0.00001, 0.15, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> parameter.valueOf(value));
        }
    }

    @Test
    void decode_ofWholeNumbersOnALinearScale_givesEachTheSameShare() {
        assertShares(Parameter.integer("n", -2, 4), 7);
        assertShares(Parameter.integer("n", 16, 128).step(16), 8);
        assertShares(Parameter.real("x", 0, 0.9).step(0.1), 10);
        assertShares(Parameter.choice("c", "a", "b", "c"), 3);
        assertShares(Parameter.bool("b"), 2);
    }

    private static <T> void assertShares(Parameter<T> parameter, int values) {
        assertThat(parameter.size()).isEqualTo(values);
        int[] counts = new int[values];
        int draws = 1000 * values;
        for (int i = 0; i < draws; i++) {
            T value = parameter.decode((i + 0.5) / draws);
            for (int v = 0; v < values; v++) {
                counts[v] += parameter.valueAt(v).equals(value) ? 1 : 0;
            }
        }
        assertThat(counts).containsOnly(1000);
    }

    @Test
    void decode_ofWholeNumbersOnALogScale_givesEachTheLogOfItsInterval() {
        IntParameter n = Parameter.integer("n", 1, 8).log();
        int draws = 100_000;
        int[] counts = new int[9];
        for (int i = 0; i < draws; i++) {
            counts[n.decode((i + 0.5) / draws)]++;
        }
        for (int v = 1; v <= 8; v++) { // v owns [v - 1/2, v + 1/2] of [1/2, 8.5]
            double share = Math.log((v + 0.5) / (v - 0.5)) / Math.log(17);
            assertThat(counts[v] / (double) draws).isCloseTo(share, within(2e-5));
        }
    }

    @Test
    void decode_onItsScale_halvesTheRangeInTheMiddle() {
        assertThat(Parameter.real("x", -1, 1).decode(0.5)).isEqualTo(0.0);
        assertThat(Parameter.real("x", 1e-4, 1).log().decode(0.5)).isCloseTo(1e-2, within(1e-15));
        assertThat(Parameter.real("x", 0.01, 0.99).logit().decode(0.5)).isCloseTo(0.5, within(1e-15));
        // logit(0.9) = ln 9, logit(0.5) = 0: the middle is where the odds are 3
        assertThat(Parameter.real("x", 0.5, 0.9).logit().decode(0.5)).isCloseTo(0.75, within(1e-15));
    }

    @Test
    void decode_withAStep_readsAsTheUserWouldWriteIt() {
        RealParameter x = Parameter.real("x", 0, 0.9).step(0.1);
        assertThat(Arrays.asList(x.valueAt(3), x.valueAt(6), x.valueAt(7))).containsExactly(0.3, 0.6, 0.7);
        assertThat(x.valueOf(0.1 + 0.2)).isEqualTo(0.3);
    }

    @Test
    void step_thatDoesNotMeetTheHighEnd_staysBelowIt() {
        RealParameter x = Parameter.real("x", 0.5, 2).step(0.4);
        assertThat(x.size()).isEqualTo(4);
        assertThat(x.decode(1)).isEqualTo(1.7);
        RealParameter nearly = Parameter.real("x", 0, 0.9999999999).step(0.5);
        assertThat(nearly.decode(1)).isLessThanOrEqualTo(0.9999999999);
        assertThat(Parameter.integer("n", 1, 10).step(4).decode(1)).isEqualTo(9);
        RealParameter rounded = Parameter.real("x", 0.1, 0.3).step(0.2); // 0.3 - 0.1 < 0.2 in doubles
        assertThat(rounded.decode(1)).isEqualTo(0.3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "real   | 2    | 1    | Parameter 'x' has low = 2 > high = 1: swap them",
                "real   | 0.5  | 0.25 | Parameter 'x' has low = 0.5 > high = 0.25: swap them",
                "real   | NaN  | 1    | Parameter 'x' has the range [NaN, 1]: both ends must be finite",
                "real   | 0    | Infinity | Parameter 'x' has the range [0, Infinity]: both ends must be finite",
                "real   | -1e308 | 1e308 | Parameter 'x' has the range [-1.0E308, 1.0E308]: it is too wide for a double",
                "log    | 0    | 1    | Parameter 'x' has a log scale with low = 0: a log scale needs low > 0",
                "log    | -1   | 1    | Parameter 'x' has a log scale with low = -1: a log scale needs low > 0",
                "logit  | 0    | 0.5  | Parameter 'x' has a logit scale on [0, 0.5]: a logit scale needs 0 < low and high < 1",
                "logit  | 0.5  | 1    | Parameter 'x' has a logit scale on [0.5, 1]: a logit scale needs 0 < low and high < 1",
                "step   | 0    | 0.1  | Parameter 'x' has step 0.2: it must lie above 0 and be no more than high - low = 0.1",
                "step   | 0    | 1e9  | Parameter 'x' has step 0.2 on [0, 1000000000]: that makes more than 2,147,483,647 values, make it larger",
            })
    void real_withABadRange_saysWhatIsWrong(String kind, double low, double high, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    RealParameter real = Parameter.real("x", low, high);
                    switch (kind) {
                        case "log" -> real.log();
                        case "logit" -> real.logit();
                        case "step" -> real.step(0.2);
                        default -> {}
                    }
                })
                .withMessage(message);
    }

    @Test
    void integer_withABadRange_saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.integer("n", 5, 2))
                .withMessage("Parameter 'n' has low = 5 > high = 2: swap them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.integer("n", 0, 2).log())
                .withMessage("Parameter 'n' has a log scale with low = 0: a log scale needs low > 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.integer("n", 0, 2).step(0))
                .withMessage("Parameter 'n' has step 0: it must lie above 0 and be no more than high - low = 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntParameter("n", 1, 2, Scale.LOGIT, 1))
                .withMessageContaining("cannot have a logit scale");
    }

    @Test
    void name_thatIsBlankOrPadded_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.bool(" "))
                .withMessage("A parameter's name is blank: give it one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.real("x ", 0, 1))
                .withMessage("Parameter 'x ' has spaces around its name: remove them");
    }

    @Test
    void choice_withoutOrWithEqualChoices_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.choice("c", List.of()))
                .withMessage("Parameter 'c' has no choices: give at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.choice("c", "a", "b", "a"))
                .withMessage("Parameter 'c' has the choice 'a' twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.choice("c", 1, "1"))
                .withMessage("Parameter 'c' has the choice '1' twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.choice("c", 1, 2, 1.0))
                .withMessage("Parameter 'c' has the choice 1.0 twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.choice("c", 1.0, Double.NaN))
                .withMessage("Parameter 'c' has the choice NaN: a number must be finite");
    }

    @Test
    void valueOf_ofANumber_mustBeInRangeAndOnTheGrid() {
        RealParameter x = Parameter.real("x", 0, 1);
        assertThat(x.valueOf(1)).isEqualTo(1.0);
        assertThat(x.valueOf(-0.0)).isEqualTo(0.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.valueOf(1.5))
                .withMessage("Parameter 'x' = 1.5 is outside [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.valueOf(Double.NaN))
                .withMessage("Parameter 'x' = NaN is outside [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.valueOf("0.5"))
                .withMessage("Parameter 'x' needs a number, not '0.5'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.step(0.25).valueOf(0.3))
                .withMessage("Parameter 'x' = 0.3 is not on its grid: the nearest value is 0.25 (step 0.25)");

        IntParameter n = Parameter.integer("n", 1, 9).step(2);
        assertThat(n.valueOf(3.0)).isEqualTo(3);
        assertThat(n.valueOf(3L)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> n.valueOf(2.5))
                .withMessage("Parameter 'n' needs a whole number, not 2.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> n.valueOf(4))
                .withMessage("Parameter 'n' = 4 is not on its grid: the step from 1 is 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> n.valueOf(11L))
                .withMessage("Parameter 'n' = 11 is outside [1, 9]");
    }

    @Test
    void valueOf_ofANumericChoice_comparesNumbersNotTypes() {
        ChoiceParameter<Number> c = Parameter.choice("c", 1, 2.5, 1_000_000_000_000L, 0.1f);
        assertThat(c.valueOf(1.0)).isEqualTo(1);
        assertThat(c.valueOf(1L)).isEqualTo(1);
        assertThat(c.valueOf(1e12)).isEqualTo(1_000_000_000_000L);
        assertThat(c.valueOf(0.1)).isEqualTo(0.1f);
        assertThatIllegalArgumentException().isThrownBy(() -> c.valueOf("1"));
    }

    @Test
    void valueOf_ofAnEnum_takesTheConstantOrItsName() {
        ChoiceParameter<Activation> c = Parameter.choice("activation", Activation.values());
        assertThat(c.valueOf("TANH")).isEqualTo(Activation.TANH);
        assertThat(c.valueOf(Activation.RELU)).isEqualTo(Activation.RELU);
        assertThat(c.toJson(Activation.TANH)).isEqualTo("TANH");
    }

    @Test
    void valueOf_ofAnUnknownChoice_namesTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.choice("kernel", "linear", "rbf").valueOf("lineal"))
                .withMessage("Parameter 'kernel' = 'lineal' is not among [linear, rbf]; did you mean 'linear'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.choice("kernel", "linear", "rbf").encode("poly"))
                .withMessage("Parameter 'kernel' = 'poly' is not among [linear, rbf]");
    }

    @Test
    void equality_isByContent() {
        assertThat(Parameter.real("x", 0, 1))
                .isEqualTo(Parameter.real("x", -0.0, 1))
                .hasSameHashCodeAs(Parameter.real("x", 0, 1));
        assertThat(Parameter.real("x", 0.1, 1))
                .isNotEqualTo(Parameter.real("x", 0.1, 1).log());
        assertThat(Parameter.choice("c", 1, 2))
                .isNotEqualTo(Parameter.choice("c", 1, 2).ordered());
    }

    @Test
    void condition_onAWholeNumber_listsItsValues() {
        IntParameter layers = Parameter.integer("layers", 1, 4);
        assertThat(layers.atLeast(3).values()).isEqualTo(List.of(3, 4));
        assertThat(layers.atMost(2).values()).isEqualTo(List.of(1, 2));
        assertThat(layers.in(4, 2, 4)).isEqualTo(new Condition(layers, List.of(2.0, 4L)));
        assertThat(layers.is(2)).hasToString("layers in [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layers.atLeast(5))
                .withMessage("A condition on 'layers' names none of its values: give at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layers.is(5))
                .withMessage("Parameter 'layers' = 5 is outside [1, 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.integer("big", 1, 20_000).atLeast(2))
                .withMessage("Parameter 'big' has 20000 values: a condition needs a parent with at most 10000");
    }

    @Test
    void condition_onARealNumber_isRefused() {
        RealParameter x = Parameter.real("x", 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition(x, List.of(0.5)))
                .withMessage("Parameter 'x' is a real number: a condition needs a choice or an integer as parent");
    }
}

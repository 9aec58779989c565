package dev.retune.space;

import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SearchSpaceTest {

    private final RealParameter rate =
            Parameter.real("learningRate", 1e-5, 1e-1).log();
    private final ChoiceParameter<String> kernel = Parameter.choice("kernel", "linear", "rbf", "polynomial");
    private final IntParameter degree = Parameter.integer("degree", 2, 5);
    private final SearchSpace space = SearchSpace.builder()
            .add(rate)
            .add(kernel)
            .add(degree, kernel.is("polynomial"))
            .build();

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @Test
    void get_givesTypedValues() {
        Configuration point = space.configuration(Map.of("learningRate", 0.01, "kernel", "polynomial", "degree", 3.0));
        double r = point.get(rate);
        String k = point.get(kernel);
        int d = point.get(degree);
        assertThat(r).isEqualTo(0.01);
        assertThat(k).isEqualTo("polynomial");
        assertThat(d).isEqualTo(3);
        assertThat(point.get("degree")).isEqualTo(3);
        assertThat(point).hasToString("learningRate = 0.01, kernel = polynomial, degree = 3");
    }

    @Test
    void get_ofAnInactiveParameter_saysWhy() {
        Configuration point = space.configuration(Map.of("learningRate", 0.01, "kernel", "rbf"));
        assertThat(point.isActive(degree)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point.get(degree))
                .withMessage("Parameter 'degree' is inactive: it needs kernel in [polynomial], but kernel = rbf.");
    }

    @Test
    void get_whenTheParentIsInactive_saysSo() {
        RealParameter coefficient = Parameter.real("coefficient", 0, 1);
        SearchSpace deep = SearchSpace.builder()
                .add(kernel)
                .add(degree, kernel.is("polynomial"))
                .add(coefficient, degree.atLeast(4))
                .build();
        Configuration point = deep.configuration(Map.of("kernel", "rbf"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point.get(coefficient))
                .withMessage("Parameter 'coefficient' is inactive: it needs degree in [4, 5], but degree is inactive.");
    }

    @Test
    void get_ofAnUnknownParameter_namesTheNearest() {
        Configuration point = space.configuration(Map.of("learningRate", 0.01, "kernel", "rbf"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point.get("learnigRate"))
                .withMessage("No parameter 'learnigRate' in the space; did you mean 'learningRate'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point.get(Parameter.integer("units", 1, 2)))
                .withMessage("No parameter 'units' in the space");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point.get(Parameter.integer("kernel", 1, 2)))
                .withMessageStartingWith("Parameter 'kernel' is declared differently in this space");
    }

    @Test
    void configuration_withBadValues_saysWhatIsWrong() {
        assertBad(Map.of("learningRate", 0.01), "Parameter 'kernel' is missing: it is active here, give it a value");
        assertBad(
                Map.of("learningRate", 0.01, "kernel", "rbf", "degree", 3),
                "Parameter 'degree' is inactive: it needs kernel in [polynomial], but kernel = rbf. Leave it out.");
        assertBad(Map.of("learningRate", 1, "kernel", "rbf"), "Parameter 'learningRate' = 1 is outside [1.0E-5, 0.1]");
        assertBad(
                Map.of("learningRate", 0.01, "kernel", "rfb"),
                "Parameter 'kernel' = 'rfb' is not among [linear, rbf, polynomial]; did you mean 'rbf'?");
        assertBad(
                Map.of("rate", 0.01, "kernel", "rbf"),
                "No parameter 'rate' in the space; did you mean 'learningRate'?");
        assertBad(
                Map.of("learningRate", 0.01, "kernal", "rbf"),
                "No parameter 'kernal' in the space; did you mean 'kernel'?");
    }

    private void assertBad(Map<String, Object> values, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.configuration(values))
                .withMessage(message);
    }

    @Test
    void builder_withBadParts_saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.of())
                .withMessage("The space has no parameters: add at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.of(rate, rate))
                .withMessage("Parameter 'learningRate' is declared twice: rename one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.builder().add(degree, kernel.is("rbf")))
                .withMessage("Parameter 'degree' depends on 'kernel', which is not declared before it: add the"
                        + " parent first");
    }

    @Test
    void conditions_severalAtOnce_mustAllHold() {
        ChoiceParameter<Boolean> deep = Parameter.bool("deep");
        IntParameter layers = Parameter.integer("layers", 1, 4);
        RealParameter dropout = Parameter.real("dropout", 0, 1);
        SearchSpace both = SearchSpace.builder()
                .add(deep)
                .add(layers)
                .add(dropout, deep.is(true), layers.atLeast(3))
                .build();
        assertThat(both.decode(new double[] {1, 1, 0.5}).isActive(dropout)).isTrue();
        assertThat(both.decode(new double[] {0, 1, 0.5}).isActive(dropout)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.decode(new double[] {1, 0, 0.5}).get(dropout))
                .withMessage("Parameter 'dropout' is inactive: it needs layers in [3, 4], but layers = 1.");
    }

    @Test
    void conditions_toADepthOf50_followTheChain() {
        SearchSpace.Builder builder = SearchSpace.builder();
        ChoiceParameter<Boolean> parent = Parameter.bool("p0");
        builder.add(parent);
        for (int i = 1; i <= 50; i++) {
            ChoiceParameter<Boolean> child = Parameter.bool("p" + i);
            builder.add(child, parent.is(true));
            parent = child;
        }
        SearchSpace chain = builder.build();
        double[] unit = new double[51];
        Arrays.fill(unit, 0.9);
        assertThat(chain.decode(unit).toMap()).hasSize(51);
        unit[20] = 0.1;
        assertThat(chain.decode(unit).toMap()).hasSize(21);
        assertThat(chain.size()).isEqualTo(52);
    }

    @Test
    void decode_withABadPoint_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.decode(new double[] {0.5}))
                .withMessage("1 coordinates for 3 parameters: give one for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.decode(new double[] {0.5, Double.NaN, 0.5}))
                .withMessage("The coordinate of the active parameter 'kernel' is NaN");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void encodeAndDecode_ofRandomSpaces_areInverse(long seed) {
        SearchSpace any = RandomSpaces.any(seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            Configuration point = any.sample(random);
            double[] unit = point.encode();
            Configuration back = any.decode(unit);
            for (int p = 0; p < unit.length; p++) {
                Object value = point.valueAt(p);
                if (value == null) {
                    assertThat(unit[p]).isNaN();
                    assertThat(back.valueAt(p)).isNull();
                } else if (Double.isInfinite(any.parameters().get(p).size())) {
                    assertThat((Double) back.valueAt(p)).isCloseTo((Double) value, within(1e-9));
                } else {
                    assertThat(back.valueAt(p)).isEqualTo(value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void configuration_ofItsOwnValues_isEqual(long seed) {
        SearchSpace any = RandomSpaces.any(seed);
        SearchSpace copy = SearchSpace.fromJson(any.toJson());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            Configuration point = any.sample(random);
            assertThat(any.configuration(point.toMap())).isEqualTo(point).hasSameHashCodeAs(point);
            assertThat(copy.configuration(point.toJson())).isEqualTo(point).hasSameHashCodeAs(point);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sizeAndEnumerate_ofFiniteSpaces_agreeWithBruteForce(long seed) {
        SearchSpace finite = RandomSpaces.finite(seed);
        Set<Configuration> all = new HashSet<>();
        collect(finite, new HashMap<>(), 0, all);
        assertThat(finite.size()).isEqualTo(all.size());
        List<Configuration> listed = finite.enumerate().toList();
        assertThat(listed).hasSize(all.size());
        assertThat(new HashSet<>(listed).equals(all)).isTrue();
    }

    /** All assignments of the parameters from {@code index}, each checked by {@link SearchSpace#configuration}. */
    private static void collect(SearchSpace space, Map<String, Object> values, int index, Set<Configuration> all) {
        if (index == space.parameters().size()) {
            all.add(space.configuration(values));
            return;
        }
        Parameter<?> parameter = space.parameters().get(index);
        boolean isActive = space.conditions(index).stream()
                .allMatch(c -> c.values().contains(values.get(c.parent().name())));
        if (!isActive) {
            collect(space, values, index + 1, all);
            return;
        }
        for (int v = 0; v < parameter.size(); v++) {
            values.put(parameter.name(), parameter.valueAt(v));
            collect(space, values, index + 1, all);
        }
        values.remove(parameter.name());
    }

    @Test
    void size_ofManyIndependentGroups_isTheirProduct() {
        SearchSpace.Builder builder = SearchSpace.builder();
        for (int i = 0; i < 40; i++) {
            ChoiceParameter<Boolean> use = Parameter.bool("use" + i);
            builder.add(use).add(Parameter.integer("n" + i, 1, 9), use.is(true));
        }
        assertThat(builder.build().size()).isCloseTo(1e40, within(1e28));
        assertThat(space.size()).isInfinite();
    }

    @Test
    void enumerate_keepsConstraintsAndMakesPointsOneByOne() {
        SearchSpace grid = SearchSpace.builder()
                .add(Parameter.integer("a", 1, 1_000_000))
                .add(Parameter.integer("b", 1, 1_000_000))
                .constraint("b > 2 * a")
                .build();
        Iterator<Configuration> points = grid.enumerate().iterator();
        assertThat(points.next().toMap()).isEqualTo(Map.of("a", 1, "b", 3));
        assertThat(points.next().toMap()).isEqualTo(Map.of("a", 1, "b", 4));
        assertThatThrownBy(space::enumerate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Parameter 'learningRate' has infinitely many values: give it a step");
    }

    @Test
    void sample_ofAConstrainedGrid_isUniformOverWhatIsAllowed() {
        SearchSpace triangle = SearchSpace.builder()
                .add(Parameter.integer("a", 0, 9))
                .add(Parameter.integer("b", 0, 9))
                .constraint("a + b <= 9")
                .build();
        Map<Configuration, Integer> counts = new HashMap<>();
        SplittableRandom random = new SplittableRandom(42);
        int draws = 22_000;
        for (int i = 0; i < draws; i++) {
            counts.merge(triangle.sample(random), 1, Integer::sum);
        }
        assertThat(counts.keySet())
                .hasSameElementsAs(triangle.enumerate().toList())
                .hasSize(55);
        assertUniform(counts.values().stream().mapToLong(i -> i).toArray());
    }

    @Test
    void sample_ofATriangle_isUniformInItsQuarters() {
        SearchSpace triangle = SearchSpace.builder()
                .add(Parameter.real("a", 0, 1))
                .add(Parameter.real("b", 0, 1))
                .constraint("a + b <= 1")
                .build();
        long[] quarters = new long[4]; // three at the corners, one in the middle
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            Configuration point = triangle.sample(random);
            double a = (double) point.get("a");
            double b = (double) point.get("b");
            quarters[a > 0.5 ? 0 : b > 0.5 ? 1 : a + b < 0.5 ? 2 : 3]++;
        }
        assertUniform(quarters);
    }

    /** At level 0.001, with a fixed seed. */
    private static void assertUniform(long[] counts) {
        double[] expected = new double[counts.length];
        Arrays.fill(expected, 1);
        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(0.001);
    }

    @Test
    void sample_whenTheConstraintsLeaveNothing_saysSo() {
        SearchSpace nothing = SearchSpace.builder()
                .add(Parameter.real("a", 0, 1))
                .constraint("a > 2")
                .build();
        assertThatThrownBy(() -> nothing.sample(new SplittableRandom(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("100,000 random points all violate a constraint of [a > 2]: relax the constraints or"
                        + " narrow the ranges");
    }

    @Test
    void equality_isByParametersConditionsAndConstraints() {
        SearchSpace same = SearchSpace.builder()
                .add(Parameter.real("learningRate", 1e-5, 1e-1).log())
                .add(Parameter.choice("kernel", "linear", "rbf", "polynomial"))
                .add(degree, kernel.is("polynomial"))
                .build();
        assertThat(same).isEqualTo(space).hasSameHashCodeAs(space);
        List<SearchSpace> others = new ArrayList<>();
        others.add(SearchSpace.of(rate, kernel, degree));
        others.add(SearchSpace.builder()
                .add(rate)
                .add(kernel)
                .add(degree, kernel.is("rbf"))
                .build());
        others.add(SearchSpace.builder()
                .add(rate)
                .add(kernel)
                .add(degree, kernel.is("polynomial"))
                .constraint("degree > 2")
                .build());
        assertThat(others).doesNotContain(space);
        Map<String, Object> values = Map.of("learningRate", 0.01, "kernel", "linear");
        assertThat(same.configuration(values)).isEqualTo(space.configuration(values));
        assertThat(others.get(1).configuration(Map.of("learningRate", 0.01, "kernel", "linear")))
                .isNotEqualTo(space.configuration(values));
    }

    @Test
    void isConditional_tellsWhetherAnyParameterHasACondition() {
        assertThat(space.isConditional()).isTrue();
        assertThat(SearchSpace.of(rate, kernel).isConditional()).isFalse();
    }
}

package dev.retune.space;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConstraintTest {

    private enum Solver {
        FAST,
        EXACT;

        @Override
        public String toString() {
            return "the " + name();
        }
    }

    private static SearchSpace.Builder parameters() {
        ChoiceParameter<Boolean> flag = Parameter.bool("flag");
        return SearchSpace.builder()
                .add(Parameter.real("a", 0, 1))
                .add(Parameter.real("b", 0, 1))
                .add(Parameter.integer("n", 1, 5))
                .add(flag)
                .add(Parameter.choice("num", "q", "r"))
                .add(Parameter.choice("num.impute.selected.cpo", "mean", "median"))
                .add(Parameter.real("max.depth", 0, 10))
                .add(Parameter.integer("size", 1, 3))
                .add(Parameter.choice("solver", Solver.values()))
                .add(Parameter.real("extra", 0, 1), flag.is(true));
    }

    private static final Map<String, Object> POINT = new HashMap<>(Map.of(
            "a",
            0.25,
            "b",
            0.5,
            "n",
            3,
            "flag",
            false,
            "num",
            "q",
            "num.impute.selected.cpo",
            "mean",
            "max.depth",
            4,
            "size",
            2,
            "solver",
            "FAST"));

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            value = {
                "a + b <= 1                                      | true",
                "a + b <= 0.7                                    | false",
                "(a + b) * n > 2 && !flag                        | true",
                "a < 0.1 || n >= 3                               | true",
                "n / 2 == 1.5                                    | true",
                "n % 2 == 0                                      | false",
                "a / (n - 3) > 1e3                               | true",
                "a <= 2.5e-1                                     | true",
                "flag                                            | false",
                "num == 'q'                                      | true",
                "num != \"q\"                                    | false",
                "num.impute.selected.cpo == 'mean'               | true",
                "num.impute.selected.cpo == 'median' || num == 'r' | false",
                "max.depth <= 4 and not flag                     | true",
                "size < 2                                        | false",
                "solver == 'FAST'                                | true",
                "num == 'a < 1'                                  | false",
                "extra > 2                                       | true",
            })
    void isFeasible_followsTheRule(String rule, boolean holds) {
        SearchSpace space = parameters().constraint(rule).build();
        if (holds) {
            assertThat(space.isFeasible(space.configuration(POINT))).isTrue();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> space.configuration(POINT))
                    .withMessageStartingWith("The constraint '%s' is violated by a = 0.25, b = 0.5", rule);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '\0',
            value = {
                "`lr-1` < 2                         | true",
                "`lr-1` + lr < 1.4                  | false",
                "lr - 1 < 0                         | true",
                "`not` < 1 && !(`true` == 'no')  | true",
                "`2x` * `a b` <= 6                  | true",
                "`2x` * `a b` < 6                   | false",
                "kind == 'lr-1'                     | true",
                "kind == 'not'                      | false",
            })
    void isFeasible_whereNamesAreQuoted_followsTheRule(String rule, boolean holds) {
        SearchSpace space = odd().constraint(rule).build();
        if (holds) {
            assertThatCode(() -> space.configuration(ODD_POINT)).doesNotThrowAnyException();
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> space.configuration(ODD_POINT));
        }
        assertThat(SearchSpace.fromJson(space.toJson())).isEqualTo(space);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '\0',
            value = {
                "lr-1 < 2       | 'lr-1' is also a parameter; write `lr-1` for the parameter, or put spaces between",
                "lr*(lr-1) < 2  | 'lr-1' is also a parameter",
                "not lr < 1     | 'not' is also a parameter; write `not` for the parameter",
                "not (lr < 1)   | 'not' is also a parameter",
                "true && lr < 1 | 'true' is also a parameter",
            })
    void build_whenANameCouldMeanSomethingElse_isRejected(String rule, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> odd().constraint(rule).build())
                .withMessageStartingWith("Constraint '%s' is ambiguous: ", rule)
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not < 2", "true == 'no'", "2x < 7", "a b < 7"})
    void build_whenANameIsNotQuoted_tellsHowToQuote(String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> odd().constraint(rule).build())
                .withMessageStartingWith("Constraint '%s' ", rule)
                .withMessageContaining("quote a name that is not a plain one: `lr-1` < 2");
    }

    /** With names that are words or expressions of the language of constraints. */
    private static SearchSpace.Builder odd() {
        return SearchSpace.builder()
                .add(Parameter.real("lr", 0, 1))
                .add(Parameter.real("lr-1", 0, 10))
                .add(Parameter.real("not", 0, 1))
                .add(Parameter.choice("true", "yes", "no"))
                .add(Parameter.integer("2x", 0, 5))
                .add(Parameter.integer("a b", 0, 5))
                .add(Parameter.choice("kind", "lr-1", "not"));
    }

    private static final Map<String, Object> ODD_POINT =
            Map.of("lr", 0.5, "lr-1", 1.0, "not", 0.25, "true", "yes", "2x", 2, "a b", 3, "kind", "lr-1");

    @Test
    void of_whenTheTextIsTooLongOrTooDeep_isRejected() {
        for (String text : List.of(
                "(".repeat(3000) + "a" + ")".repeat(3000) + " < 1",
                "!".repeat(5000) + "flag",
                "- ".repeat(4000) + "a < 1",
                "a + ".repeat(100_000) + "a < 1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Constraint.of(text))
                    .withMessageContaining("is too long or too deep")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        }
        for (String chain : List.of("a + ", "a - ", "a * ", "a < 2 && ", "a < 2 || ", "a < 2 and ")) {
            String text = chain.repeat(900) + (chain.contains("<") ? "a < 2" : "a < 1e9");
            assertThatCode(() -> parameters().constraint(text).build()).doesNotThrowAnyException();
        }
    }

    @Test
    void isFeasible_whereAParameterIsInactive_doesNotBind() {
        SearchSpace space = parameters().constraint("extra + a < 0.3").build();
        Map<String, Object> point = new HashMap<>(POINT);
        assertThatCode(() -> space.configuration(point)).doesNotThrowAnyException();
        point.put("flag", true);
        point.put("extra", 0.5);
        assertThatIllegalArgumentException().isThrownBy(() -> space.configuration(point));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            value = {
                "max.dept < 1  | Constraint 'max.dept < 1' names 'max.dept', which is not a parameter; did you mean 'max.depth'?",
                "zebra < 1     | Constraint 'zebra < 1' names 'zebra', which is not a parameter",
                "a.class == 1  | Constraint 'a.class == 1' names 'a.class', which is not a parameter",
                "a             | Constraint 'a' gives 0.5: it must be true or false, like 'a + b <= 1'",
                "extra + 1     | Constraint 'extra + 1' gives 1.5: it must be true or false, like 'a + b <= 1'",
                "num < 3       | Constraint 'num < 3' cannot be computed for num = r: compare choices with 'text', numbers with numbers",
                "1 < 2         | Constraint '1 < 2' names no parameter: write it like 'a + b <= 1', and quote a name that is not a plain one: `lr-1` < 2",
                "``            | Constraint '' names no parameter: write it like 'a + b <= 1', and quote a name that is not a plain one: `lr-1` < 2",
            })
    void build_whenTheRuleCannotBeComputed_saysWhy(String rule, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters().constraint(rule).build())
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a +",
                "(a + n",
                "a = 1",
                "a <> 1",
                "a < 1; b < 1",
                "n ** 2 < 3",
                "{ a }",
                "[a] == 1",
                "x -> x",
                "@a b"
            })
    void of_whenTheTextIsNoExpression_saysHowToWriteIt(String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Constraint.of(rule))
                .withMessageStartingWith("Constraint '%s' cannot be read: write it like 'a + b <= 1', and quote", rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x'.getClass() != a",
                "num.getClass() != a",
                "num.length() == 1",
                "num['class'] == 'x'",
                "System.exit(0) == a",
                "new('java.io.File', num) != a",
                "java.lang.Runtime.getRuntime() == a",
                "empty(num)",
                "for (var i : 1..3) { a }",
                "while (a < 2) { }"
            })
    void build_whenTheRuleReachesForClassesOrMethods_refusesIt(String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters().constraint(rule).build());
    }

    @Test
    void names_areThoseOfTheTextInItsOrder() {
        assertThat(Constraint.of("b * c.d <= a || b == 'e.f' && true").names()).containsExactly("b", "c.d", "a");
    }

    @Test
    void equality_isByText() {
        assertThat(Constraint.of("a < b")).isEqualTo(Constraint.of("a < b")).hasSameHashCodeAs(Constraint.of("a < b"));
        assertThat(Constraint.of("a < b")).isNotEqualTo(Constraint.of("b > a")).hasToString("a < b");
    }
}

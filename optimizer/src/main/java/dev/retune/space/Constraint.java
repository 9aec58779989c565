package dev.retune.space;

import dev.retune.internal.text.Check;
import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlScript;
import org.apache.commons.jexl3.introspection.JexlPermissions;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A rule between parameters, such as {@code a + b <= 1} or {@code layers * units <= 4096}: arithmetic on real numbers
 * ({@code 3 / 2} is 1.5), comparisons, {@code && || !} and parentheses, with choices as {@code 'text'}. A parameter
 * whose name is not a plain one, such as {@code lr-1} or {@code not}, is quoted by backticks: {@code `lr-1` < 2}. It
 * applies only where all of its parameters are active.
 */
public final class Constraint {

    private static final JexlEngine ENGINE = new JexlBuilder()
            .features(JexlFeatures.createNone().script(false))
            .permissions(JexlPermissions.NONE)
            .arithmetic(new RealDivision())
            .strict(true)
            .silent(false)
            .create();

    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"" // text
                    + "|`(?<quoted>[^`]+)`"
                    + "|\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?" // number
                    + "|(?<name>[\\p{L}_$][\\p{L}\\d_$]*(?:\\.[\\p{L}_$][\\p{L}\\d_$]*)*)");
    private static final Pattern PLAIN_NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\d_$]*(?:\\.[\\p{L}_$][\\p{L}\\d_$]*)*");
    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]+`"); // texts and names
    /** Prefix operators in a row, each of which is a level of recursion. */
    private static final Pattern CHAIN = Pattern.compile("(?:[!-]\\s*){100}");

    private static final Set<String> WORDS = Set.of("true", "false", "and", "or", "not");

    /** Longer or deeper texts are rejected, since the parser is recursive. */
    private static final int LONGEST = 10_000;

    private static final int DEEPEST = 100;
    private static final int SHOWN = 200;
    private static final String SYNTAX =
            "write it like 'a + b <= 1', and quote a name that is not a plain one: `lr-1` < 2";

    private final String text;
    private final List<String> names;
    private final JexlScript script; // computes from the values of the named parameters

    private Constraint(String text, List<String> names, JexlScript script) {
        this.text = text;
        this.names = names;
        this.script = script;
    }

    /** Parses a rule. @throws IllegalArgumentException if the text is not an expression, or refers to no parameter */
    public static Constraint of(String text) {
        // Each name is replaced by a plain variable, so that it may contain dots or be a word of the expression
        // language.
        requireModest(text);
        List<String> names = new ArrayList<>();
        String plain = TOKEN.matcher(text).replaceAll(token -> {
            String quoted = ((Matcher) token).group("quoted");
            String name = quoted != null ? quoted : ((Matcher) token).group("name");
            if (name == null || quoted == null && WORDS.contains(name)) {
                return Matcher.quoteReplacement(token.group());
            }
            if (!names.contains(name)) {
                names.add(name);
            }
            return variable(names.indexOf(name));
        });
        Check.that(!names.isEmpty(), "Constraint '%s' names no parameter: " + SYNTAX, text);
        try {
            String[] variables = IntStream.range(0, names.size())
                    .mapToObj(Constraint::variable)
                    .toArray(String[]::new);
            ENGINE.createExpression(plain); // rejects more than one expression
            return new Constraint(text, List.copyOf(names), ENGINE.createScript(plain, variables));
        } catch (JexlException e) {
            throw new IllegalArgumentException(("Constraint '%s' cannot be read: " + SYNTAX).formatted(text), e);
        }
    }

    private static void requireModest(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        boolean isChain = text.length() > LONGEST || CHAIN.matcher(text).find();
        Check.that(
                !isChain && deepest <= DEEPEST,
                "Constraint '%s...' is too long or too deep: it may have %,d characters and %s levels of parentheses;"
                        + " split it into several",
                text.substring(0, Math.min(SHOWN, text.length())),
                LONGEST,
                DEEPEST);
    }

    /**
     * Checks that the text cannot be mistaken for another rule, given the names of a space's parameters.
     *
     * @throws IllegalArgumentException if an unquoted word or expression is also the name of a parameter
     */
    void requireUnambiguous(Set<String> parameters) {
        String unquoted = QUOTED.matcher(text).replaceAll("``");
        for (String parameter : parameters) {
            boolean isPlain = PLAIN_NAME.matcher(parameter).matches();
            if (isPlain && !WORDS.contains(parameter) || parameter.indexOf('`') >= 0) {
                continue;
            }
            Pattern standing = Pattern.compile("(?<![\\p{L}\\d_$])" + Pattern.quote(parameter) + "(?![\\p{L}\\d_$])");
            Check.that(
                    !standing.matcher(unquoted).find(),
                    "Constraint '%s' is ambiguous: '%s' is also a parameter; write `%s` for the parameter%s",
                    text,
                    parameter,
                    parameter,
                    isPlain ? "" : ", or put spaces between the parts of an expression");
        }
    }

    private static String variable(int index) {
        return "p" + index;
    }

    /** The parameters that it refers to, in the order of their first occurrence. */
    public List<String> names() {
        return names;
    }

    /** Whether it holds for these JSON values of its parameters, in the order of {@link #names}. */
    boolean holds(Object... values) {
        Object result;
        try {
            result = script.execute(null, values);
        } catch (JexlException e) {
            throw new IllegalArgumentException(
                    "Constraint '%s' cannot be computed for %s: compare choices with 'text', numbers with numbers"
                            .formatted(text, shown(values)),
                    e);
        }
        if (result instanceof Boolean holds) {
            return holds;
        }
        throw new IllegalArgumentException(
                "Constraint '%s' gives %s: it must be true or false, like 'a + b <= 1'".formatted(text, result));
    }

    private String shown(Object[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> names.get(i) + " = " + values[i])
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Constraint constraint && constraint.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that it was parsed from. */
    @Override
    public String toString() {
        return text;
    }

    /** Whole numbers are divided like real ones; a division by zero gives infinity, not an exception during a study. */
    private static final class RealDivision extends JexlArithmetic {

        RealDivision() {
            super(true);
        }

        @Override
        public Object divide(Object left, Object right) {
            return toDouble(left) / toDouble(right);
        }
    }
}

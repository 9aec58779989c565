package dev.retune.space;

import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlScript;
import org.apache.commons.jexl3.introspection.JexlPermissions;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule between parameters, such as {@code a + b <= 1} or {@code layers * units <= 4096}: arithmetic, comparisons,
 * {@code && || !} and parentheses, with choices as {@code 'text'}. It binds only where all of its parameters are active.
 */
public final class Constraint {

    private static final JexlEngine ENGINE = new JexlBuilder()
            .features(JexlFeatures.createNone())
            .permissions(JexlPermissions.NONE)
            .strict(true)
            .silent(false)
            .create();

    private final String text;
    private final JexlExpression expression;
    private final Set<String> names;

    private Constraint(String text, JexlExpression expression, Set<String> names) {
        this.text = text;
        this.expression = expression;
        this.names = names;
    }

    /** @throws IllegalArgumentException if the text is no expression */
    public static Constraint of(String text) {
        try {
            JexlScript script = ENGINE.createScript(text);
            TreeSet<String> names = new TreeSet<>();
            for (List<String> variable : script.getVariables()) {
                names.add(String.join(".", variable));
            }
            return new Constraint(text, ENGINE.createExpression(text), names);
        } catch (JexlException e) {
            throw new IllegalArgumentException(
                    "Constraint '%s' cannot be read: write it like 'a + b <= 1'".formatted(text), e);
        }
    }

    /** The parameters that it speaks of. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    /** Whether it holds; it does where one of its parameters is inactive. */
    boolean holds(Configuration configuration) {
        for (String name : names) {
            if (!configuration.isActive(name)) {
                return true;
            }
        }
        try {
            Object result = expression.evaluate(new Values(configuration));
            if (result instanceof Boolean holds) {
                return holds;
            }
            throw new IllegalArgumentException(
                    "Constraint '%s' gives %s: it must be true or false, like 'a + b <= 1'".formatted(text, result));
        } catch (JexlException e) {
            throw new IllegalArgumentException(
                    "Constraint '%s' cannot be computed for %s".formatted(text, configuration), e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Constraint constraint && constraint.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that it was made of. */
    @Override
    public String toString() {
        return text;
    }

    private record Values(Configuration configuration) implements JexlContext {
        @Override
        public Object get(String name) {
            return configuration.get(name);
        }

        @Override
        public boolean has(String name) {
            return configuration.isActive(name);
        }

        @Override
        public void set(String name, Object value) {
            throw new UnsupportedOperationException("a constraint sets nothing");
        }
    }
}

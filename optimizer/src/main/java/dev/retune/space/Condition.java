package dev.retune.space;

import dev.retune.internal.text.Check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition for a parameter to be active: its parent is active and has one of these values.
 *
 * @param parent a choice or a whole number, declared before the child
 * @param values some of the parent's values, in the parent's order
 */
public record Condition(Parameter<?> parent, List<?> values) {

    public Condition {
        Check.that(
                !(parent instanceof RealParameter),
                "Parameter '%s' is a real number: a condition needs a choice or an integer as parent",
                parent.name());
        Check.that(!values.isEmpty(), "A condition on '%s' names none of its values: give at least one", parent.name());
        List<Object> known = values.stream().<Object>map(parent::valueOf).toList();
        values = known.stream()
                .sorted((a, b) -> Double.compare(position(parent, a), position(parent, b)))
                .distinct()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static <T> double position(Parameter<T> parent, Object value) {
        return parent.encode((T) value);
    }

    /** {@code kernel in [rbf, polynomial]} */
    @Override
    public String toString() {
        return parent.name() + " in "
                + values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}

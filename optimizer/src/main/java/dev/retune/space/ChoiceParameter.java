package dev.retune.space;

import dev.retune.internal.text.Check;
import dev.retune.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;

/**
 * A parameter with a list of values.
 *
 * @param isOrdered whether neighbours in the list are similar (small, medium, large); surrogates use it
 * @param <T> strings, booleans, numbers or enum constants; stores identify other objects by their label,
 *     {@code toString()}
 */
public record ChoiceParameter<T>(String name, List<T> choices, boolean isOrdered) implements Parameter<T> {

    public ChoiceParameter {
        Checks.name(name);
        choices = List.copyOf(choices);
        Check.that(!choices.isEmpty(), "Parameter '%s' has no choices: give at least one", name);
        HashSet<String> labels = new HashSet<>();
        HashSet<BigDecimal> numbers = new HashSet<>();
        for (T choice : choices) {
            BigDecimal number = number(choice);
            Check.that(
                    number != null || !(choice instanceof Number),
                    "Parameter '%s' has the choice %s: a number must be finite",
                    name,
                    choice);
            Check.that(
                    labels.add(label(choice)) && (number == null || numbers.add(number)),
                    "Parameter '%s' has the choice %s twice",
                    name,
                    Checks.quoted(choice));
        }
    }

    /** The same choices, with a meaningful order. */
    public ChoiceParameter<T> ordered() {
        return new ChoiceParameter<>(name, choices, true);
    }

    /** The condition that this parameter has one of the values. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Condition in(T... values) {
        return new Condition(this, List.of(values));
    }

    /** The condition that this parameter has the value. */
    public Condition is(T value) {
        return new Condition(this, List.of(value));
    }

    /** The index of a value in the list. @throws IllegalArgumentException if it is not a choice */
    public int indexOf(T value) {
        int index = choices.indexOf(value);
        Check.that(index >= 0, "Parameter '%s' = %s is not among %s", name, Checks.quoted(value), choices);
        return index;
    }

    @Override
    public double size() {
        return choices.size();
    }

    @Override
    public T valueOf(Object raw) {
        int index = choices.indexOf(raw);
        if (index >= 0) {
            return choices.get(index);
        }
        BigDecimal number = number(raw);
        for (T choice : choices) {
            BigDecimal own = number(choice);
            if (own == null ? label(choice).equals(raw) : number != null && own.compareTo(number) == 0) {
                return choice;
            }
        }
        throw new IllegalArgumentException("Parameter '%s' = %s is not among %s%s"
                .formatted(
                        name,
                        Checks.quoted(raw),
                        choices,
                        NearestName.hint(
                                String.valueOf(raw),
                                choices.stream().map(ChoiceParameter::label).toList())));
    }

    /** The number's decimal value regardless of its type: 1, 1.0 and 1L are the same choice. */
    private static @Nullable BigDecimal number(Object raw) {
        if (!(raw instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return null;
        }
        return new BigDecimal(raw.toString()).stripTrailingZeros();
    }

    @Override
    public T decode(double unit) {
        int index = (int) Math.floor(unit * choices.size());
        return choices.get(Math.min(Math.max(index, 0), choices.size() - 1));
    }

    @Override
    public double encode(T value) {
        return (indexOf(value) + 0.5) / choices.size();
    }

    @Override
    public T valueAt(int index) {
        return choices.get(index);
    }

    @Override
    public Object toJson(T value) {
        return value instanceof Number || value instanceof Boolean ? value : label(value);
    }

    private static String label(Object choice) {
        return choice instanceof Enum<?> constant ? constant.name() : choice.toString();
    }
}

package dev.retune.execution.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An argument with placeholders: {@code --rate={learningRate}}; <code>{{</code> and <code>}}</code> are braces.
 *
 * @param literals the text around the placeholders, one more than there are of these
 * @param names what the placeholders stand for
 */
record Template(List<String> literals, List<String> names) {

    /** @throws IllegalArgumentException if a brace is not closed */
    static Template of(String text) {
        List<String> literals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean twice = i + 1 < text.length() && text.charAt(i + 1) == c;
            int end = text.indexOf('}', i);
            if ((c == '{' || c == '}') && twice) {
                literal.append(c);
                i++;
            } else if (c == '{' && end > 0) {
                literals.add(literal.toString());
                names.add(text.substring(i + 1, end));
                literal.setLength(0);
                i = end;
            } else if (c == '{' || c == '}') {
                throw new IllegalArgumentException(
                        "the argument '%s' has a lone %s: write {name} for a value, {{ and }} for braces"
                                .formatted(text, c));
            } else {
                literal.append(c);
            }
        }
        literals.add(literal.toString());
        return new Template(List.copyOf(literals), List.copyOf(names));
    }

    /** The argument; empty if one of its names has no value. */
    Optional<String> fill(Map<String, String> values) {
        StringBuilder filled = new StringBuilder(literals.get(0));
        for (int i = 0; i < names.size(); i++) {
            String value = values.get(names.get(i));
            if (value == null) {
                return Optional.empty();
            }
            filled.append(value).append(literals.get(i + 1));
        }
        return Optional.of(filled.toString());
    }

    /** Whether it consists of one placeholder only. */
    boolean isOnly(Collection<String> these) {
        return names.size() == 1
                && these.contains(names.get(0))
                && literals.stream().allMatch(String::isEmpty);
    }
}

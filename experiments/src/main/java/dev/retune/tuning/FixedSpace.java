package dev.retune.tuning;

import dev.retune.space.Condition;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is left to search of a space where some parameters are fixed. */
final class FixedSpace {

    private FixedSpace() {}

    /**
     * The space without the fixed parameters, without those that their values make inactive, and without conditions
     * that they fulfil. Names that the space does not have are ignored.
     *
     * @throws IllegalArgumentException if nothing is left, or a constraint names a parameter that is not
     */
    static SearchSpace of(SearchSpace all, Map<String, ?> fixed) {
        SearchSpace.Builder left = SearchSpace.builder();
        Set<String> inactive = new HashSet<>();
        for (int i = 0; i < all.parameters().size(); i++) {
            Parameter<?> parameter = all.parameters().get(i);
            List<Condition> open = new ArrayList<>();
            boolean active = true;
            for (Condition condition : all.conditions(i)) {
                String parent = condition.parent().name();
                Object value = fixed.get(parent);
                if (value == null) {
                    active &= !inactive.contains(parent);
                    open.add(condition);
                } else {
                    active &= condition.values().contains(condition.parent().valueOf(value));
                }
            }
            if (!active) {
                inactive.add(parameter.name());
            } else if (!fixed.containsKey(parameter.name())) {
                left.add(parameter, open.toArray(Condition[]::new));
            }
        }
        all.constraints().forEach(constraint -> left.constraint(constraint.toString()));
        return left.build();
    }
}

package dev.retune.space;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the configurations of a space. Parameters connected by conditions form a component; the counts of components
 * multiply. Within a component, parents are enumerated and the counts of the others multiply.
 */
final class SpaceSize {

    /** The largest number of parent assignments that is enumerated. */
    private static final int LIMIT = 1_000_000;

    private final SearchSpace space;
    private final int[] component;
    private final boolean[] isParent;
    private int steps;

    SpaceSize(SearchSpace space) {
        this.space = space;
        int n = space.parameters().size();
        component = new int[n];
        isParent = new boolean[n];
        for (int i = 0; i < n; i++) {
            component[i] = i;
            for (Condition condition : space.conditions(i)) {
                int parent = space.index(condition.parent().name());
                isParent[parent] = true;
                int from = component[parent];
                for (int j = 0; j <= i; j++) {
                    if (component[j] == from) {
                        component[j] = component[i];
                    }
                }
            }
        }
    }

    double count() {
        double product = 1;
        for (int c = 0; c < component.length; c++) {
            List<Integer> members = new ArrayList<>();
            for (int i = 0; i < component.length; i++) {
                if (component[i] == c) {
                    members.add(i);
                }
            }
            if (!members.isEmpty()) {
                steps = 0;
                product *= count(members, 0, new @Nullable Object[component.length]);
            }
        }
        return product;
    }

    private double count(List<Integer> members, int at, @Nullable Object[] values) {
        if (at == members.size()) {
            return 1;
        }
        int i = members.get(at);
        Parameter<?> parameter = space.parameters().get(i);
        if (!space.isActive(i, values)) {
            return count(members, at + 1, values);
        }
        if (!isParent[i]) {
            return parameter.size() * count(members, at + 1, values);
        }
        double sum = 0;
        for (int v = 0; v < parameter.size(); v++) {
            if (++steps > LIMIT) {
                return Double.POSITIVE_INFINITY;
            }
            values[i] = parameter.valueAt(v);
            sum += count(members, at + 1, values);
        }
        values[i] = null;
        return sum;
    }
}

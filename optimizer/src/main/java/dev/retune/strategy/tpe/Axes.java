package dev.retune.strategy.tpe;

import dev.retune.space.Condition;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A space for densities: a point is a row of coordinates, one per axis. */
final class Axes {

    private final SearchSpace space;
    private final Axis[] axes;
    private final List<List<IndexCondition>> gates;

    /** A condition in coordinates: the parent's index must be one of the marked. */
    private record IndexCondition(int parent, boolean[] opens) {}

    Axes(SearchSpace space) {
        this.space = space;
        int count = space.parameters().size();
        Set<Parameter<?>> parents = new HashSet<>();
        for (int j = 0; j < count; j++) {
            space.conditions(j).forEach(c -> parents.add(c.parent()));
        }
        axes = space.parameters().stream()
                .map(p -> Axis.of(p, parents.contains(p)))
                .toArray(Axis[]::new);
        gates = IntStream.range(0, count)
                .mapToObj(j -> space.conditions(j).stream().map(this::gate).toList())
                .toList();
    }

    private IndexCondition gate(Condition condition) {
        Parameter<?> parent = condition.parent();
        boolean[] opens = new boolean[(int) parent.size()];
        for (int v = 0; v < opens.length; v++) {
            opens[v] = condition.values().contains(parent.valueAt(v));
        }
        return new IndexCondition(space.index(parent.name()), opens);
    }

    SearchSpace space() {
        return space;
    }

    int count() {
        return axes.length;
    }

    Axis axis(int j) {
        return axes[j];
    }

    /** Whether axis j is active at a row whose earlier coordinates are known. */
    boolean isActive(int j, double[] row) {
        for (IndexCondition gate : gates.get(j)) {
            double parent = row[gate.parent];
            if (Double.isNaN(parent) || !gate.opens[(int) parent]) {
                return false;
            }
        }
        return true;
    }

    double[] row(Configuration configuration) {
        double[] row = configuration.encode();
        for (int j = 0; j < row.length; j++) {
            if (!Double.isNaN(row[j])) {
                row[j] = axes[j].coordinate(row[j]);
            }
        }
        return row;
    }

    Configuration configuration(double[] row) {
        double[] unit = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            unit[j] = Double.isNaN(row[j]) ? row[j] : axes[j].unit(row[j]);
        }
        return space.decode(unit);
    }
}

package dev.retune.strategy.gp;

import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.Resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mapping of configurations to points on which the kernel is defined. A number or an ordered choice is one column
 * on [0, 1]; an unordered choice is a column for each value (one-hot, so that two different values are equally far
 * apart). The columns of a parameter share a length scale. An inactive parameter is set to the middle, an inactive
 * unordered choice to no value. If trials differ in their resource, that is one more column.
 */
final class Features {

    private static final double INACTIVE = 0.5;

    /** The columns of one parameter. @param first the first of them @param width how many */
    record Group(int parameter, int first, int width) {
        boolean isNumeric() {
            return width == 1;
        }

        boolean isResource() {
            return parameter < 0;
        }
    }

    private final SearchSpace space;
    private final List<Group> groups = new ArrayList<>();
    private final List<Trend> trends;
    private final int columns;
    private final int[] columnOf;
    private final Resource resource;

    Features(SearchSpace space, Resource resource) {
        this.space = space;
        this.resource = resource;
        columnOf = new int[space.parameters().size()];
        Arrays.fill(columnOf, -1);
        int next = 0;
        for (int i = 0; i < space.parameters().size(); i++) {
            Parameter<?> parameter = space.parameters().get(i);
            if (parameter.size() == 1 && space.conditions(i).isEmpty()) {
                continue; // constant, so without information
            }
            int width = Neighbourhood.isOrdered(parameter) || parameter.size() <= 2 ? 1 : (int) parameter.size();
            groups.add(new Group(i, next, width));
            columnOf[i] = next;
            next += width;
        }
        if (resource.isFidelity()) {
            groups.add(new Group(-1, next++, 1));
        }
        columns = next;
        trends = Trend.of(groups);
    }

    List<Group> groups() {
        return groups;
    }

    /** The trends of the loss along the columns. */
    List<Trend> trends() {
        return trends;
    }

    /** Whether the axis of a group may be warped: if it has more than a few ordered values. */
    boolean isWarped(int group) {
        Group of = groups.get(group);
        return of.isNumeric()
                && (of.isResource() || space.parameters().get(of.parameter()).size() > 4);
    }

    /** The first column of a parameter; -1 if it has none. */
    int column(int parameter) {
        return columnOf[parameter];
    }

    int columns() {
        return columns;
    }

    /**
     * The columns of a point of the unit cube.
     *
     * @param unit coordinates by parameter, NaN where inactive
     * @param position where the resource lies on [0, 1]
     */
    double[] of(double[] unit, double position) {
        double[] row = new double[columns];
        for (Group group : groups) {
            double u = group.isResource() ? position : unit[group.parameter()];
            if (group.isNumeric()) {
                row[group.first()] = Double.isNaN(u) ? INACTIVE : u;
            } else if (!Double.isNaN(u)) {
                int value = Math.min((int) (u * group.width()), group.width() - 1);
                row[group.first() + value] = 1;
            }
        }
        return row;
    }

    double[] of(Configuration configuration, double position) {
        return of(configuration.encode(), position);
    }

    SearchSpace space() {
        return space;
    }

    Resource resource() {
        return resource;
    }
}

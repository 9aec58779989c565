package dev.retune.strategy.gp;

import java.util.ArrayList;
import java.util.List;

/**
 * A term of the broad shape of the loss: the part that each parameter has in it by itself, whatever the others are. A number has
 * two, a straight line and a parabola around the middle of its warped axis, each of variance 1 along it; each value of an unordered
 * choice has one. So what is inactive has no part in it, where the axis is not bent.
 *
 * @param column the column of {@link Features}
 * @param power 1 or 2
 */
record Trend(int column, double center, double scale, int power) {

    /** Of all columns of groups. */
    static List<Trend> of(List<Features.Group> groups) {
        List<Trend> trends = new ArrayList<>();
        for (Features.Group group : groups) {
            if (group.isNumeric()) {
                trends.add(new Trend(group.first(), 0.5, Math.sqrt(12), 1));
                trends.add(new Trend(group.first(), 0.5, Math.sqrt(180), 2));
            } else {
                for (int i = 0; i < group.width(); i++) {
                    trends.add(new Trend(group.first() + i, 0, 1, 1));
                }
            }
        }
        return trends;
    }

    /** The value at a warped coordinate. */
    double value(double w) {
        return scale * (power == 1 ? w - center : (w - center) * (w - center));
    }

    /** The derivative by the warped coordinate. */
    double slope(double w) {
        return scale * (power == 1 ? 1 : 2 * (w - center));
    }
}

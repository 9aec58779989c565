package dev.retune.strategy.gp;

import java.util.ArrayList;
import java.util.List;

/**
 * A term of the broad shape of the loss: the part that each parameter has in it by itself, whatever the others are. A
 * number has two, a straight line and a parabola around the middle of its warped axis, each of variance 1 along it;
 * each value of an unordered choice has one. So what is inactive has no part in it, where the axis is not bent. Where
 * trials differ in their resource, each term of a parameter has a twin that fades, times 1 − w for the warped resource
 * w: the shape early on may be another than in the end.
 *
 * @param column the column of {@link Features}
 * @param power 1 or 2
 * @param fading the column of the resource that it fades with, or {@link #LASTING}
 */
record Trend(int column, double center, double scale, int power, int fading) {

    /** Instead of the column of a resource. */
    private static final int LASTING = -1;

    /** Of all columns of groups. */
    static List<Trend> of(List<Features.Group> groups) {
        List<Trend> trends = new ArrayList<>();
        for (Features.Group group : groups) {
            trends.addAll(of(group, LASTING));
        }
        for (Features.Group resource : groups) {
            if (resource.isResource()) {
                groups.stream()
                        .filter(group -> !group.isResource())
                        .forEach(group -> trends.addAll(of(group, resource.first())));
            }
        }
        return trends;
    }

    private static List<Trend> of(Features.Group group, int fading) {
        List<Trend> trends = new ArrayList<>();
        if (group.isNumeric()) {
            trends.add(new Trend(group.first(), 0.5, Math.sqrt(12), 1, fading));
            trends.add(new Trend(group.first(), 0.5, Math.sqrt(180), 2, fading));
        } else {
            for (int i = 0; i < group.width(); i++) {
                trends.add(new Trend(group.first() + i, 0, 1, 1, fading));
            }
        }
        return trends;
    }

    boolean fades() {
        return fading != LASTING;
    }

    /** The value at a warped coordinate, before it fades. */
    double value(double w) {
        return scale * (power == 1 ? w - center : (w - center) * (w - center));
    }

    /** The derivative by the warped coordinate, before it fades. */
    double slope(double w) {
        return scale * (power == 1 ? 1 : 2 * (w - center));
    }
}

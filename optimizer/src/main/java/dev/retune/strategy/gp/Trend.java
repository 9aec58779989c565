package dev.retune.strategy.gp;

import java.util.ArrayList;
import java.util.List;

/**
 * A trend of the loss: the main effect of one parameter, independent of the others. A number has two, a line and a
 * parabola around the middle of its warped axis, each of variance 1 along it; each value of an unordered choice has
 * one. So an inactive parameter has no effect, where its axis is not warped. If trials differ in their resource, each
 * trend has a second one whose variance decreases with the resource, by the factor 1 − w for the warped resource w: the
 * effect at small resources may differ from that at the whole.
 *
 * @param column the column of {@link Features}
 * @param power 1 or 2
 * @param fading the column of the resource with which it decreases, or {@link #LASTING}
 */
record Trend(int column, double center, double scale, int power, int fading) {

    /** Stands for the column of the resource in a trend that does not decrease. */
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

    /** The value at a warped coordinate, without the factor of the resource. */
    double value(double w) {
        return scale * (power == 1 ? w - center : (w - center) * (w - center));
    }

    /** The derivative by the warped coordinate, without the factor of the resource. */
    double slope(double w) {
        return scale * (power == 1 ? 1 : 2 * (w - center));
    }
}

package dev.retune.strategy.tpe;

import dev.retune.space.Configuration;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where to look before there is a model: far from what was tried. Of some random points the one whose nearest neighbour is
 * farthest (Mitchell 1991), which counts enqueued and running trials and needs no sequence. Intervals close to circles, or the
 * corners would be farthest.
 */
record Spread(Axes axes, Seen seen) {

    private static final int POINTS = 64;
    private static final int DRAWS = 1000;

    /** A point that was not tried; nothing if there seems to be none. */
    Optional<Configuration> draw(RandomGenerator random) {
        Configuration chosen = null;
        double farthest = -1;
        int points = 0;
        for (int draw = 0; draw < DRAWS && points < POINTS; draw++) {
            double[] row = axes.draw(random);
            Configuration drawn = axes.configuration(row);
            if (!seen.contains(drawn) && axes.space().isFeasible(drawn)) {
                points++;
                double distance = distance(row);
                if (distance > farthest) {
                    chosen = drawn;
                    farthest = distance;
                }
            }
        }
        return Optional.ofNullable(chosen);
    }

    private double distance(double[] row) {
        double nearest = Double.MAX_VALUE;
        for (double[] other : seen.rows()) {
            double sum = 0;
            for (int j = 0; j < row.length; j++) {
                sum += axes.axis(j).squaredDistance(row[j], other[j]);
            }
            nearest = Math.min(nearest, sum);
        }
        return nearest;
    }
}

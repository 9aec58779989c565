package dev.retune.strategy.tpe;

import dev.retune.numerics.Normal;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A real number, or a whole number with very many values: truncated normal kernels. */
record Interval() implements Axis {

    /**
     * A draw that comes nearer to an end than so many bandwidths becomes the end: optima often lie on the faces of the box,
     * which a continuous draw never hits.
     */
    private static final double SNAP = 0.5;

    @Override
    public double coordinate(double unit) {
        return unit;
    }

    @Override
    public double unit(double coordinate) {
        return coordinate;
    }

    @Override
    public double draw(RandomGenerator random) {
        return random.nextDouble();
    }

    @Override
    public double logUniform(double x) {
        return 0;
    }

    @Override
    public Kernels kernels(double[] centres, double[] weights, double narrowing) {
        boolean isEverywhereActive = Arrays.stream(centres).noneMatch(Double::isNaN);
        return new Normals(centres, isEverywhereActive, Bell.bandwidth(centres, weights, narrowing));
    }

    private record Normals(double[] c, boolean isEverywhereActive, double b) implements Kernels {

        @Override
        public double draw(int i, RandomGenerator random) {
            if (Double.isNaN(c[i])) {
                return random.nextDouble();
            }
            double x = Bell.draw(c[i], b, random);
            double reach = SNAP * b;
            return x < reach ? 0 : x > 1 - reach ? 1 : x;
        }

        @Override
        public void addLog(double x, double[] sums) {
            double scale = -0.5 / (b * b);
            double[] centres = c; // fields in locals, and no condition in the loop: then it is vectorised
            if (isEverywhereActive) {
                for (int i = 0; i < centres.length; i++) {
                    double d = x - centres[i];
                    sums[i] += scale * (d * d);
                }
            } else {
                for (int i = 0; i < centres.length; i++) {
                    double d = x - centres[i];
                    if (!Double.isNaN(d)) {
                        sums[i] += scale * (d * d);
                    }
                }
            }
        }

        @Override
        public double constant(int i) {
            return Double.isNaN(c[i]) ? 0 : -Math.log(b * Bell.mass(c[i], b)) - Normal.HALF_LOG_TWO_PI;
        }
    }
}

package dev.retune.strategy.tpe;

import dev.retune.internal.numerics.Normal;

import java.util.random.RandomGenerator;

/**
 * A real number, or a whole number with very many values: truncated normal kernels on the open interval, and a mass on
 * each of the two ends. Optima often lie on the faces of the box, which a continuous draw never hits; whether they do
 * is estimated from the numbers of good and bad observations there.
 */
record Interval() implements Axis {

    /** The uniform distribution's mass on each end. */
    private static final double UNIFORM_END = 0.01;
    /** The probability with which the kernel around an end stays there. */
    private static final double STAY = 0.7;
    /** A share {@code SNAP} of the draws from a kernel that are this close to an end becomes the end. */
    private static final double REACH = 0.03;

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
        double u = random.nextDouble();
        return u < UNIFORM_END ? 0 : u > 1 - UNIFORM_END ? 1 : (u - UNIFORM_END) / (1 - 2 * UNIFORM_END);
    }

    @Override
    public double logUniform(double x) {
        return isEnd(x) ? Math.log(UNIFORM_END) : Math.log(1 - 2 * UNIFORM_END);
    }

    private static boolean isEnd(double x) {
        return x == 0 || x == 1;
    }

    @Override
    public Kernels kernels(double[] centres, double[] weights, double narrowing) {
        return new Normals(centres, GaussianKernel.bandwidth(centres, weights, narrowing));
    }

    private static final class Normals implements Kernels {

        private final double[] c;
        private final double b;
        private final double[] constants; // of the kernels' log densities
        private double[] atLow = {}; // the kernels' log masses on the ends, computed on demand
        private double[] atHigh = {};
        private final boolean isEverywhereActive;

        Normals(double[] c, double b) {
            this.c = c;
            this.b = b;
            constants = new double[c.length];
            boolean isActive = true;
            for (int i = 0; i < c.length; i++) {
                isActive &= !Double.isNaN(c[i]);
                constants[i] = Double.isNaN(c[i])
                        ? Math.log(1 - 2 * UNIFORM_END)
                        : Math.log((isEnd(c[i]) ? 1 - STAY : 1) / (b * GaussianKernel.mass(c[i], b)))
                                - Normal.HALF_LOG_TWO_PI;
            }
            isEverywhereActive = isActive;
        }

        @Override
        public double draw(int i, RandomGenerator random) {
            double centre = c[i];
            if (Double.isNaN(centre)) {
                return new Interval().draw(random);
            }
            if (isEnd(centre) && random.nextDouble() < STAY) {
                return centre;
            }
            double x = GaussianKernel.draw(centre, b, random);
            double end = x < 0.5 ? 0 : 1;
            return Math.abs(x - end) < REACH && random.nextDouble() < SNAP ? end : x;
        }

        @Override
        public void addLog(double x, double[] sums) {
            if (isEnd(x)) {
                addLogOfEnd(x, sums);
                return;
            }
            double kept = Math.min(x, 1 - x) < REACH ? Math.log(1 - SNAP) : 0; // the others became the end
            double scale = -0.5 / (b * b);
            double[] centres = c; // fields in locals, and no condition in the loop: then it is vectorised
            double[] logs = constants;
            if (isEverywhereActive) {
                for (int i = 0; i < centres.length; i++) {
                    double d = x - centres[i];
                    sums[i] += logs[i] + (kept + scale * (d * d));
                }
            } else {
                for (int i = 0; i < centres.length; i++) {
                    double d = x - centres[i];
                    sums[i] += logs[i] + (Double.isNaN(d) ? 0 : kept + scale * (d * d));
                }
            }
        }

        private void addLogOfEnd(double end, double[] sums) {
            if (atLow.length == 0) {
                atLow = logsOfEnd(0);
                atHigh = logsOfEnd(1);
            }
            double[] logs = end == 0 ? atLow : atHigh;
            for (int i = 0; i < logs.length; i++) {
                sums[i] += logs[i];
            }
        }

        private double[] logsOfEnd(double end) {
            double[] logs = new double[c.length];
            for (int i = 0; i < logs.length; i++) {
                if (Double.isNaN(c[i])) {
                    logs[i] = Math.log(UNIFORM_END);
                } else {
                    double distance = Math.abs(c[i] - end);
                    double near = GaussianKernel.cumulative((REACH - distance) / b)
                            - GaussianKernel.cumulative(-distance / b);
                    double mass = SNAP * near / GaussianKernel.mass(c[i], b);
                    if (isEnd(c[i])) {
                        mass = (1 - STAY) * mass + (c[i] == end ? STAY : 0);
                    }
                    logs[i] = Math.log(Math.max(mass, 1e-300));
                }
            }
            return logs;
        }
    }
}

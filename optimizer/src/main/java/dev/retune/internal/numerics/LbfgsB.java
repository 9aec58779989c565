package dev.retune.internal.numerics;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Minimises a smooth function over a box: the gradient projection method of Byrd, Lu, Nocedal and Zhu (1995), "A
 * limited memory algorithm for bound constrained optimization" (L-BFGS-B), with the projected step of Morales and
 * Nocedal (2011).
 *
 * <p>Each iteration follows the projected gradient to the first local minimiser of a quadratic model (the Cauchy
 * point), which says which bounds are active; minimises the model over the free variables; and searches along the line
 * to that point. The model's matrix is that of the paper, θI updated by the last few pairs of steps and changes of the
 * gradient, but written out in full and factored: for up to a few hundred variables that is as quick as the compact
 * representation, and much less code. The memory is short because old pairs mislead: a whole BFGS matrix, scaled once,
 * needed far more evaluations.
 *
 * <p>Symbols: x the point, g the gradient, (s, y) a pair, B the matrix, z the Cauchy step, d a direction.
 *
 * @param memory how many pairs are remembered; 10 does well
 * @param maxIterations how many steps at most
 * @param gradientTolerance stop when no component of the projected gradient is larger
 * @param decreaseTolerance stop when a step lowers the value f by no more than this times max(|f|, 1)
 */
public record LbfgsB(int memory, int maxIterations, double gradientTolerance, double decreaseTolerance) {

    /**
     * The distance from 1 to the next double: the least curvature, relative to yᵀy, and the least gain, to f, that
     * count.
     */
    private static final double EPSILON = 0x1p-52;

    /** A function with its gradient. */
    @FunctionalInterface
    public interface Function {

        /**
         * The value at x; NaN or infinite where there is none, which makes the search step back.
         *
         * @param x the point, inside the box; not to be kept or changed
         * @param gradient to be filled
         */
        double valueAndGradient(double[] x, double[] gradient);
    }

    /** Why a minimisation ended. */
    public enum Reason {
        /** The projected gradient vanished. */
        STATIONARY,
        /** A step gained next to nothing. */
        NO_DECREASE,
        /** The iterations ran out. */
        ITERATIONS,
        /**
         * No better point was found along a descent direction: rounding, or a gradient that does not belong to the
         * value.
         */
        LINE_SEARCH,
        /** The function has no finite value or gradient at the start. */
        NOT_FINITE
    }

    /**
     * Where a minimisation ended.
     *
     * @param x the best point
     * @param value its value
     * @param evaluations how often the function was called
     * @param reason why it ended
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Minimum(double[] x, double value, int evaluations, Reason reason) {}

    /**
     * Checks the tolerances.
     *
     * @throws IllegalArgumentException if a number is negative, or the memory 0
     */
    public LbfgsB {
        if (!(memory > 0 && maxIterations >= 0 && gradientTolerance >= 0 && decreaseTolerance >= 0)) {
            throw new IllegalArgumentException("Limits of a minimisation must not be negative: memory " + memory + ", "
                    + maxIterations + " iterations, tolerances " + gradientTolerance + " and " + decreaseTolerance);
        }
    }

    /**
     * Minimises from one start.
     *
     * @param function what to minimise
     * @param start moved into the box if it is outside; not changed
     * @param lower the lower bounds, {@code -∞} where there is none
     * @param upper the upper bounds, {@code ∞} where there is none
     * @throws IllegalArgumentException if the lengths differ or a lower bound is above its upper bound
     */
    public Minimum minimize(Function function, double[] start, double[] lower, double[] upper) {
        if (lower.length != start.length || upper.length != start.length) {
            throw new IllegalArgumentException("Start has " + start.length + " variables, but there are " + lower.length
                    + " lower and " + upper.length + " upper bounds");
        }
        for (int i = 0; i < start.length; i++) {
            if (!(lower[i] <= upper[i])) {
                throw new IllegalArgumentException(
                        "Bounds of variable " + i + " are out of order: " + lower[i] + " > " + upper[i]);
            }
        }
        return new Minimization(function, start, lower, upper).minimize();
    }

    /** A step s, the change y of the gradient on it, and sᵀy. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Pair(double[] s, double[] y, double sy) {}

    /** One minimisation: the point that moves, and the model of the function around it. */
    private final class Minimization {

        private final int n;
        private final double[] lower;
        private final double[] upper;
        private final LineSearch line;
        private final double[][] b;
        private final Deque<Pair> pairs = new ArrayDeque<>();
        private double[] x;
        private double[] g;
        private double value;

        Minimization(Function function, double[] start, double[] lower, double[] upper) {
            this.n = start.length;
            this.lower = lower;
            this.upper = upper;
            this.line = new LineSearch(function, lower, upper);
            this.b = new double[n][n];
            this.x = line.project(start);
            this.g = new double[n];
            this.value = line.evaluate(x, g);
            resetModel(1);
        }

        Minimum minimize() {
            if (!Double.isFinite(value) || !allFinite(g)) {
                return end(Reason.NOT_FINITE);
            }
            for (int iteration = 0; iteration < maxIterations; iteration++) {
                if (projectedGradientNorm() <= gradientTolerance) {
                    return end(Reason.STATIONARY);
                }
                Optional<double[]> direction = direction();
                if (direction.isPresent() && -Rows.dot(direction.get(), g, n) <= EPSILON * Math.abs(value)) {
                    return end(Reason.NO_DECREASE);
                }
                boolean cautious = iteration == 0 && !boxed();
                if (direction.isEmpty() || !line.search(x, value, g, direction.get(), cautious)) {
                    if (pairs.isEmpty()) {
                        return end(Reason.LINE_SEARCH);
                    }
                    pairs.clear();
                    resetModel(1);
                    continue;
                }
                double before = value;
                step();
                if (before - value <= decreaseTolerance * Math.max(1, Math.max(Math.abs(before), Math.abs(value)))) {
                    return end(projectedGradientNorm() <= gradientTolerance ? Reason.STATIONARY : Reason.NO_DECREASE);
                }
            }
            return end(projectedGradientNorm() <= gradientTolerance ? Reason.STATIONARY : Reason.ITERATIONS);
        }

        private Minimum end(Reason reason) {
            return new Minimum(x, value, line.evaluations(), reason);
        }

        private double projectedGradientNorm() {
            double norm = 0;
            for (int i = 0; i < n; i++) {
                double projected = Math.min(Math.max(x[i] - g[i], lower[i]), upper[i]) - x[i];
                norm = Math.max(norm, Math.abs(projected));
            }
            return norm;
        }

        /** Moves to the point that the line search found, and teaches B the change of the gradient on the way. */
        private void step() {
            double[] s = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = line.x()[i] - x[i];
                y[i] = line.gradient()[i] - g[i];
            }
            x = line.x().clone();
            g = line.gradient().clone();
            value = line.value();
            double sy = Rows.dot(s, y, n);
            double yy = Rows.dot(y, y, n);
            if (sy > EPSILON * yy) {
                if (pairs.size() == memory) {
                    pairs.removeFirst();
                }
                pairs.addLast(new Pair(s, y, sy));
                resetModel(yy / sy);
                for (Pair pair : pairs) {
                    update(pair);
                }
            }
        }

        /** B = θI. */
        private void resetModel(double theta) {
            for (int i = 0; i < n; i++) {
                Arrays.fill(b[i], 0);
                b[i][i] = theta;
            }
        }

        /** B += yyᵀ/yᵀs - Bs(Bs)ᵀ/sᵀBs. */
        private void update(Pair pair) {
            double[] y = pair.y;
            double[] bs = new double[n];
            for (int i = 0; i < n; i++) {
                bs[i] = Rows.dot(b[i], pair.s, n);
            }
            double sbs = Rows.dot(pair.s, bs, n);
            for (int i = 0; i < n; i++) {
                Rows.subtract(b[i], bs[i] / sbs, bs, -y[i] / pair.sy, y, 0, n);
            }
        }

        private boolean boxed() {
            for (int i = 0; i < n; i++) {
                if (Double.isInfinite(upper[i] - lower[i])) {
                    return false;
                }
            }
            return true;
        }

        /** From x to the minimiser of the model in the box, or nothing if rounding has spoilt B. */
        private Optional<double[]> direction() {
            double[] z = new double[n];
            double[] bz = new double[n];
            cauchyStep(z, bz);
            int[] free = new int[n];
            int count = 0;
            for (int i = 0; i < n; i++) {
                double cauchy = x[i] + z[i];
                if (cauchy > lower[i] && cauchy < upper[i]) {
                    free[count++] = i;
                }
            }
            if (count == 0) {
                return Optional.of(z);
            }
            double[][] reduced = new double[count][];
            double[] p = new double[count];
            for (int i = 0; i < count; i++) {
                reduced[i] = new double[i + 1];
                for (int j = 0; j <= i; j++) {
                    reduced[i][j] = b[free[i]][free[j]];
                }
                p[i] = -(g[free[i]] + bz[free[i]]);
            }
            Optional<Cholesky> factor = Cholesky.of(reduced);
            if (factor.isEmpty()) {
                return Optional.empty();
            }
            factor.get().solve(p);
            return Optional.of(intoBox(z, free, p));
        }

        /**
         * The step z + p, projected onto the box if that still descends, else p is cut short where it leaves the box.
         */
        private double[] intoBox(double[] z, int[] free, double[] p) {
            double[] projected = z.clone();
            double fraction = 1;
            for (int i = 0; i < p.length; i++) {
                int k = free[i];
                double target = x[k] + z[k] + p[i];
                if (target > upper[k]) {
                    fraction = Math.min(fraction, (upper[k] - x[k] - z[k]) / p[i]);
                } else if (target < lower[k]) {
                    fraction = Math.min(fraction, (lower[k] - x[k] - z[k]) / p[i]);
                }
                projected[k] = Math.min(Math.max(target, lower[k]), upper[k]) - x[k];
            }
            if (fraction == 1 || Rows.dot(projected, g, n) < 0) {
                return projected;
            }
            double[] cut = z.clone();
            for (int i = 0; i < p.length; i++) {
                cut[free[i]] += fraction * p[i];
            }
            return cut;
        }

        /**
         * The first local minimiser of the model along the projected steepest descent (algorithm CP); fills z and Bz.
         */
        private void cauchyStep(double[] z, double[] bz) {
            double[] d = new double[n];
            double[] breakpoint = new double[n];
            for (int i = 0; i < n; i++) {
                double bound = g[i] < 0 ? upper[i] : lower[i];
                breakpoint[i] = g[i] == 0 ? Double.POSITIVE_INFINITY : (x[i] - bound) / g[i];
                d[i] = breakpoint[i] > 0 ? -g[i] : 0;
            }
            double[] bd = new double[n];
            for (int i = 0; i < n; i++) {
                bd[i] = Rows.dot(b[i], d, n);
            }
            double t = 0;
            while (true) {
                double slope = Rows.dot(g, d, n) + Rows.dot(d, bz, n);
                double curvature = Rows.dot(d, bd, n);
                if (!(slope < 0 && curvature > 0)) {
                    return;
                }
                int next = next(breakpoint, d);
                double length = -slope / curvature;
                boolean hits = next >= 0 && breakpoint[next] - t <= length;
                if (hits) {
                    length = breakpoint[next] - t;
                }
                Rows.subtract(z, -length, d, 0, n);
                Rows.subtract(bz, -length, bd, 0, n);
                if (!hits) {
                    return;
                }
                t = breakpoint[next];
                z[next] = (d[next] > 0 ? upper[next] : lower[next]) - x[next];
                Rows.subtract(bd, d[next], b[next], 0, n);
                d[next] = 0;
            }
        }

        private int next(double[] breakpoint, double[] d) {
            int next = -1;
            for (int i = 0; i < n; i++) {
                if (d[i] != 0
                        && breakpoint[i] < Double.POSITIVE_INFINITY
                        && (next < 0 || breakpoint[i] < breakpoint[next])) {
                    next = i;
                }
            }
            return next;
        }
    }

    private static boolean allFinite(double[] values) {
        for (double v : values) {
            if (!Double.isFinite(v)) {
                return false;
            }
        }
        return true;
    }
}

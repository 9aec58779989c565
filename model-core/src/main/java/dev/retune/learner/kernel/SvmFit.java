package dev.retune.learner.kernel;

import dev.retune.learner.classical.TrainingRows;
import dev.retune.learner.kernel.KernelMachines.Builder;
import dev.retune.learner.kernel.KernelMachines.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fits support vector machines.
 *
 * <p>If the allowed steps do not reach the optimum, a machine is fitted at a hundredth of its costs, then a hundredth
 * of these and so on, which takes fewer steps, until the optimum is reached. Of these machines, and of the zero
 * machine, the one with the best objective at the requested costs is kept.
 *
 * @param costs of each row, where it is on the wrong side
 * @param work the most variables that the steps of a machine may examine in total; one step for each variable is always
 *     allowed
 */
record SvmFit(TrainingRows examples, Kernel kernel, double[] costs, double epsilon, boolean oneVsOne, long work) {

    private static final Logger LOG = LoggerFactory.getLogger(SvmFit.class);

    static final String ONE_VS_ONE = "oneVsOne";

    /** Takes a few seconds. */
    static final long WORK = 500_000_000;

    /** Of the requested costs, if these take too many steps. */
    private static final double[] SHARES = {1, 1e-2, 1e-4, 1e-6};

    KernelMachines fit() {
        Builder builder = new Builder(examples.x());
        int[] all = IntStream.range(0, examples.size()).toArray();
        if (examples.isRegression()) {
            builder.add(approximate(all, builder));
        } else if (oneVsOne || examples.classes() == 2) {
            for (int a = 0; a < examples.classes(); a++) {
                for (int b = 0; b < a; b++) {
                    int first = a;
                    int second = b;
                    int[] rows = Arrays.stream(all)
                            .filter(i -> examples.y()[i] == first || examples.y()[i] == second)
                            .toArray();
                    builder.add(separate(rows, gram(rows), a, b, builder));
                }
            }
        } else {
            GramMatrix gram = gram(all);
            for (int c = 0; c < examples.classes(); c++) {
                builder.add(separate(all, gram, c, KernelMachines.REST, builder));
            }
        }
        if (builder.isCutShort()) {
            LOG.warn(
                    "a {} support vector machine for {} rows reached the limit of its steps: a smaller cost needs"
                            + " fewer, and usually scores the same",
                    kernel.name(),
                    examples.size());
        }
        return builder.machines(kernel, examples.classes());
    }

    private Smo solve(GramMatrix gram, int[] row, double[] q, double[] low, double[] high, Builder builder) {
        Smo best = new Smo(gram, row, q, low, high);
        double least = best.objective(low, high);
        for (double share : SHARES) {
            Smo smo = new Smo(gram, row, q, scaled(low, share), scaled(high, share));
            boolean reached = smo.run(Math.max(share == 1 ? work : work / 4, (long) q.length * q.length));
            double objective = smo.objective(low, high);
            if (share == 1 && reached) {
                return smo;
            }
            builder.cutShort();
            if (objective < least) {
                least = objective;
                best = smo;
            }
            if (reached) {
                break;
            }
        }
        return best;
    }

    private static double[] scaled(double[] values, double share) {
        return Arrays.stream(values).map(v -> share * v).toArray();
    }

    private GramMatrix gram(int[] rows) {
        return new GramMatrix(
                kernel, Arrays.stream(rows).mapToObj(i -> examples.x()[i]).toArray(double[][]::new));
    }

    /** max Σ y β - ½ β'Kβ, where y β is from 0 to the cost of the row. */
    private Machine separate(int[] rows, GramMatrix gram, int positive, int negative, Builder builder) {
        int n = rows.length;
        double[] sign = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        boolean[] isPositive = new boolean[n];
        for (int t = 0; t < n; t++) {
            isPositive[t] = examples.y()[rows[t]] == positive;
            sign[t] = isPositive[t] ? 1 : -1;
            low[t] = isPositive[t] ? 0 : -costs[rows[t]];
            high[t] = isPositive[t] ? costs[rows[t]] : 0;
        }
        Smo smo = solve(gram, IntStream.range(0, n).toArray(), sign, low, high, builder);
        double intercept = smo.intercept();
        double[] weights = IntStream.range(0, n).mapToDouble(smo::beta).toArray();
        double[] scores = Arrays.stream(smo.sums()).map(sum -> sum + intercept).toArray();
        double mean = Arrays.stream(rows).mapToDouble(i -> costs[i]).average().orElse(1);
        double[] counted = Arrays.stream(rows).mapToDouble(i -> costs[i] / mean).toArray();
        double slope = KernelMachines.slope(scores, isPositive, counted);
        return machine(rows, weights, intercept, positive, negative, slope, builder);
    }

    /** max Σ (z - ε) β + Σ (z + ε) β* - ½ (β + β*)'K(β + β*), where β and -β* are from 0 to the cost of the row. */
    private Machine approximate(int[] rows, Builder builder) {
        int n = rows.length;
        int[] row = new int[2 * n];
        double[] q = new double[2 * n];
        double[] low = new double[2 * n];
        double[] high = new double[2 * n];
        for (int t = 0; t < n; t++) {
            row[t] = t;
            row[n + t] = t;
            q[t] = examples.target()[t] - epsilon;
            q[n + t] = examples.target()[t] + epsilon;
            high[t] = costs[t];
            low[n + t] = -costs[t];
        }
        Smo smo = solve(gram(rows), row, q, low, high, builder);
        double[] weights = IntStream.range(0, n)
                .mapToDouble(t -> smo.beta(t) + smo.beta(n + t))
                .toArray();
        return machine(rows, weights, smo.intercept(), 0, 0, 1, builder);
    }

    /** @param weights of the rows, most of them 0 */
    private static Machine machine(
            int[] rows, double[] weights, double intercept, int positive, int negative, double slope, Builder builder) {
        int[] support =
                IntStream.range(0, rows.length).filter(t -> weights[t] != 0).toArray();
        return new Machine(
                Arrays.stream(support).map(t -> builder.place(rows[t])).toArray(),
                Arrays.stream(support).mapToDouble(t -> weights[t]).toArray(),
                intercept,
                positive,
                negative,
                slope);
    }
}

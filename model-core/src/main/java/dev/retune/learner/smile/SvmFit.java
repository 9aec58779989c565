package dev.retune.learner.smile;

import dev.retune.learner.smile.KernelMachines.Gatherer;
import dev.retune.learner.smile.KernelMachines.Machine;
import smile.base.svm.KernelMachine;
import smile.base.svm.LASVM;
import smile.base.svm.SVR;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Fits support vector machines with Smile's solvers, one after the other. */
record SvmFit(Examples examples, Kernel kernel, double cost, double epsilon, boolean oneVsOne, boolean balanced) {

    static final String ONE_VS_ONE = "oneVsOne";

    /** Of the largest violation of the optimality conditions. */
    private static final double TOLERANCE = 1e-3;

    /** @throws IllegalArgumentException if the matrix of the kernel would fill the memory */
    KernelMachines fit() {
        checkMemory();
        Gatherer gatherer = new Gatherer(examples.x());
        int[] all = IntStream.range(0, examples.size()).toArray();
        if (examples.isRegression()) {
            KernelMachine<double[]> machine =
                    new SVR<>(kernel.smile(), epsilon, cost, TOLERANCE).fit(examples.x(), examples.target());
            gatherer.add(gathered(machine, all, gatherer, 0, 0, 1));
        } else if (oneVsOne || examples.classes() == 2) {
            for (int a = 0; a < examples.classes(); a++) {
                for (int b = 0; b < a; b++) {
                    int first = a;
                    int second = b;
                    int[] rows = Arrays.stream(all)
                            .filter(i -> examples.y()[i] == first || examples.y()[i] == second)
                            .toArray();
                    gatherer.add(separate(rows, a, b, gatherer));
                }
            }
        } else {
            for (int c = 0; c < examples.classes(); c++) {
                gatherer.add(separate(all, c, KernelMachines.REST, gatherer));
            }
        }
        return gatherer.machines(kernel, examples.classes());
    }

    /** Smile keeps a row of the matrix for each support vector, of which there may be as many as rows. */
    private void checkMemory() {
        int[] counts = Arrays.stream(examples.counts()).sorted().toArray();
        int rows =
                oneVsOne && counts.length > 1 ? counts[counts.length - 1] + counts[counts.length - 2] : examples.size();
        double needed = 8.0 * rows * rows;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most / 2.0) {
            throw new IllegalArgumentException(
                    "learner 'svm' keeps a matrix of %,d x %,d numbers, which takes up to %.1f GB, and Java may use %.1f GB in all: give it more (-Xmx), fewer rows, or take another learner"
                            .formatted(rows, rows, needed / 1e9, most / 1e9));
        }
    }

    private Machine separate(int[] rows, int positive, int negative, Gatherer gatherer) {
        double[][] x = Arrays.stream(rows).mapToObj(i -> examples.x()[i]).toArray(double[][]::new);
        int[] sign = Arrays.stream(rows)
                .map(i -> examples.y()[i] == positive ? 1 : -1)
                .toArray();
        double positives = Arrays.stream(sign).filter(s -> s > 0).count();
        double share = positives / rows.length;
        LASVM<double[]> solver = new LASVM<>(
                kernel.smile(),
                balanced ? cost / (2 * share) : cost,
                balanced ? cost / (2 * (1 - share)) : cost,
                TOLERANCE);
        KernelMachine<double[]> machine = solver.fit(x, sign);
        double[] scores = Arrays.stream(x).mapToDouble(machine::score).toArray();
        boolean[] isPositive = new boolean[sign.length];
        for (int i = 0; i < sign.length; i++) {
            isPositive[i] = sign[i] > 0;
        }
        return gathered(machine, rows, gatherer, positive, negative, KernelMachines.slope(scores, isPositive));
    }

    private Machine gathered(
            KernelMachine<double[]> machine, int[] rows, Gatherer gatherer, int positive, int negative, double slope) {
        Map<double[], Integer> rowOf = new IdentityHashMap<>();
        for (int row : rows) {
            rowOf.put(examples.x()[row], row);
        }
        int[] support = Arrays.stream(machine.instances())
                .mapToInt(vector -> gatherer.place(Objects.requireNonNull(rowOf.get(vector))))
                .toArray();
        return new Machine(support, machine.weights(), machine.intercept(), positive, negative, slope);
    }
}

package dev.retune.learner.smile;

import dev.retune.learner.smile.KernelMachines.Gatherer;
import dev.retune.learner.smile.KernelMachines.Machine;
import smile.base.svm.KernelMachine;
import smile.base.svm.LASVM;
import smile.base.svm.SVR;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Fits support vector machines with Smile's solvers, one after the other. */
record SvmFit(Examples examples, Kernel kernel, double cost, double epsilon, boolean oneVsOne, boolean balanced) {

    static final String ONE_VS_ONE = "oneVsOne";

    /** Of the largest violation of the optimality conditions. */
    private static final double TOLERANCE = 1e-3;

    KernelMachines fit() {
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
                .mapToInt(vector -> gatherer.place(rowOf.get(vector)))
                .toArray();
        return new Machine(support, machine.weights(), machine.intercept(), positive, negative, slope);
    }
}

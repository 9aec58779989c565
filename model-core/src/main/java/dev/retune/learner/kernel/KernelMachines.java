package dev.retune.learner.kernel;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Predictor;
import dev.retune.learner.classical.PredictorFormat;
import dev.retune.learner.classical.Vectors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One support vector machine, for numbers, or one for each pair of classes, or one for each class against the rest.
 *
 * @param vectors the support vectors of all machines
 * @param classes how many there are, 0 for numbers
 */
record KernelMachines(Kernel kernel, double[][] vectors, List<Machine> machines, int classes) implements Predictor {

    private static final String KIND = "kernel machines";

    static final PredictorFormat FORMAT = new PredictorFormat(KIND, KernelMachines::readContent);

    /** Stands for all other classes, where a machine separates one class from the rest. */
    static final int REST = -1;

    /**
     * f(x) = Σ w k(x, v) + b.
     *
     * @param support the positions of its vectors v
     * @param weights w
     * @param intercept b
     * @param positive the class where f is positive
     * @param negative the class where it is negative, or {@link #REST}
     * @param slope a: the probability of the positive class is 1 / (1 + exp(-a f))
     */
    record Machine(int[] support, double[] weights, double intercept, int positive, int negative, double slope) {

        double score(double[] k) {
            double f = intercept;
            for (int i = 0; i < support.length; i++) {
                f += weights[i] * k[support[i]];
            }
            return f;
        }
    }

    @Override
    public double[][] predict(double[][] x) {
        GramMatrix gram = new GramMatrix(kernel, vectors);
        double[][] outputs = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            double[] k = gram.with(x[row]);
            outputs[row] = classes == 0 ? new double[] {machines.get(0).score(k)} : probabilities(k);
        }
        return outputs;
    }

    private double[] probabilities(double[] k) {
        boolean againstRest = machines.get(0).negative() == REST;
        double[] result = new double[classes];
        for (Machine machine : machines) {
            double p = Link.sigmoid(machine.slope() * machine.score(k));
            // never quite 0 or 1, so that neither is divided by 0 below
            p = Vectors.clamp(p, 1e-12, 1 - 1e-12);
            if (againstRest) {
                result[machine.positive()] = p;
            } else {
                result[machine.positive()] += 1 / p;
                result[machine.negative()] += 1 / (1 - p);
            }
        }
        if (!againstRest) {
            // of pairs (Price, Knerr, Personnaz and Dreyfus 1995): p_i = 1 / (Σ_j 1/p_ij - (K - 2))
            for (int c = 0; c < classes; c++) {
                result[c] = 1 / (result[c] - (classes - 2));
            }
        }
        return Link.shares(result);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeContent(DataOutputStream out) throws IOException {
        kernel.write(out);
        BinaryArrays.write(out, vectors);
        out.writeInt(machines.size());
        for (Machine machine : machines) {
            BinaryArrays.write(out, machine.support());
            BinaryArrays.write(out, machine.weights());
            out.writeDouble(machine.intercept());
            out.writeInt(machine.positive());
            out.writeInt(machine.negative());
            out.writeDouble(machine.slope());
        }
        out.writeInt(classes);
    }

    private static KernelMachines readContent(DataInputStream in) throws IOException {
        Kernel kernel = Kernel.read(in);
        double[][] vectors = BinaryArrays.readRows(in);
        List<Machine> machines = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            machines.add(new Machine(
                    BinaryArrays.readInts(in),
                    BinaryArrays.readDoubles(in),
                    in.readDouble(),
                    in.readInt(),
                    in.readInt(),
                    in.readDouble()));
        }
        return new KernelMachines(kernel, vectors, machines, in.readInt());
    }

    /** The slope a of greatest likelihood of scores, each positive or not, with the weights of rows. */
    static double slope(double[] scores, boolean[] positive, double[] weights) {
        double positives = 0;
        double all = 0;
        for (int i = 0; i < scores.length; i++) {
            positives += positive[i] ? weights[i] : 0;
            all += weights[i];
        }
        // targets within (0, 1) as Platt (1999) has them; no offset, so that the more probable class is the one of f's
        // sign
        double high = (positives + 1.0) / (positives + 2);
        double low = 1.0 / (all - positives + 2);
        double least = -10;
        double most = 10;
        for (int i = 0; i < 60; i++) {
            double middle = (least + most) / 2;
            if (gradient(Math.exp(middle), scores, positive, weights, high, low) < 0) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return Math.exp(least);
    }

    /** Of -ln likelihood, by a; it grows with a. */
    private static double gradient(
            double a, double[] scores, boolean[] positive, double[] weights, double high, double low) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += weights[i] * (Link.sigmoid(a * scores[i]) - (positive[i] ? high : low)) * scores[i];
        }
        return sum;
    }

    /** Collects machines, and the support vectors of all of them. */
    static final class Builder {

        private final double[][] x;
        private final int[] place; // of each row among the vectors
        private final List<double[]> vectors = new ArrayList<>();
        private final List<Machine> machines = new ArrayList<>();
        private boolean cutShort;

        Builder(double[][] x) {
            this.x = x;
            this.place = new int[x.length];
            Arrays.fill(place, -1);
        }

        /** The place of a row among the vectors. */
        int place(int row) {
            if (place[row] < 0) {
                place[row] = vectors.size();
                vectors.add(x[row]);
            }
            return place[row];
        }

        void add(Machine machine) {
            machines.add(machine);
        }

        /** Notes that a machine reached the limit of its steps. */
        void cutShort() {
            cutShort = true;
        }

        boolean isCutShort() {
            return cutShort;
        }

        KernelMachines machines(Kernel kernel, int classes) {
            return new KernelMachines(kernel, vectors.toArray(double[][]::new), List.copyOf(machines), classes);
        }
    }
}

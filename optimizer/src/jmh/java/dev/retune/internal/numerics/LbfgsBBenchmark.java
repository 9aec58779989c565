package dev.retune.internal.numerics;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Twenty iterations on Rosenbrock's function: almost all of it is the minimiser's own time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LbfgsBBenchmark {

    private static final LbfgsB MINIMIZER = new LbfgsB(10, 20, 1e-8, 0);

    @Param({"2", "10", "30", "100"})
    int d;

    private double[] start;
    private double[] lower;
    private double[] upper;

    @Setup
    public void fill() {
        start = new double[d];
        lower = new double[d];
        upper = new double[d];
        Arrays.fill(start, -1.2);
        Arrays.fill(lower, -2);
        Arrays.fill(upper, 0.8);
    }

    @Benchmark
    public LbfgsB.Minimum twentyIterations() {
        return MINIMIZER.minimize(LbfgsBBenchmark::rosenbrock, start, lower, upper);
    }

    private static double rosenbrock(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        double f = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double r = x[i + 1] - x[i] * x[i];
            f += 100 * r * r + (1 - x[i]) * (1 - x[i]);
            gradient[i] += -400 * x[i] * r - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * r;
        }
        return f;
    }
}

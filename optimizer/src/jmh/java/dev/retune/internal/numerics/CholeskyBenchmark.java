package dev.retune.internal.numerics;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
import java.util.random.RandomGenerator;

/** What a Gaussian process asks of linear algebra, by the number of observations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CholeskyBenchmark {

    @Param({"100", "300", "1000"})
    int n;

    private double[][] features;
    private double[][] covariance;
    private double[] row;
    private double[] ones;
    private double[] squares;
    private Cholesky factor;

    @Setup
    public void draw() {
        RandomGenerator random = Randomness.derive(1, n, "benchmark");
        features = new double[10][];
        Arrays.setAll(features, k -> random.doubles(n).toArray());
        ones = new double[n];
        Arrays.fill(ones, 1);
        squares = new double[n];
        covariance = new double[n][];
        fillCovariance();
        row = new double[n + 1];
        Arrays.fill(row, 0.01);
        row[n] = 2;
        factor = Cholesky.of(covariance).orElseThrow();
    }

    /** As many right-hand sides as observations, filled anew: otherwise they would shrink to subnormal numbers. */
    @State(Scope.Thread)
    public static class Sides {

        private double[][] many;

        @Setup
        public void allocate(CholeskyBenchmark benchmark) {
            many = new double[benchmark.n][benchmark.n];
        }

        @Setup(Level.Invocation)
        public void refill() {
            for (double[] side : many) {
                Arrays.fill(side, 1);
            }
        }
    }

    @Benchmark
    public Cholesky factor() {
        return Cholesky.of(covariance).orElseThrow();
    }

    @Benchmark
    public Cholesky append() {
        return factor.append(row).orElseThrow();
    }

    @Benchmark
    public double[] solve() {
        double[] b = ones.clone();
        factor.solve(b);
        return b;
    }

    @Benchmark
    public double[][] forwardMany(Sides sides) {
        factor.forward(sides.many);
        return sides.many;
    }

    @Benchmark
    public double[][] inverse() {
        return factor.inverse();
    }

    /** Ten features, an exponential kernel. */
    @Benchmark
    public double[][] gram() {
        fillCovariance();
        return covariance;
    }

    private void fillCovariance() {
        for (int i = 0; i < n; i++) {
            Arrays.fill(squares, 0);
            for (int k = 0; k < features.length; k += 2) {
                Rows.addSquaredDistances(
                        squares, 1, features[k][i], features[k], 1, features[k + 1][i], features[k + 1], i + 1);
            }
            double[] k = new double[i + 1];
            Rows.expOfMinus(squares, k, i + 1);
            k[i] += 1e-2;
            covariance[i] = k;
        }
    }
}

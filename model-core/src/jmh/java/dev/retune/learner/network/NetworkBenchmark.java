package dev.retune.learner.network;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Training speed in examples a second, one thread; an operation is one example, an invocation one epoch. The same in
 * PyTorch is in {@code src/jmh/python/network_torch.py}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NetworkBenchmark {

    private static final int EXAMPLES = 4096;

    /** Widths and mini-batch. */
    @Param({"784-128-64-10/64", "64-128-64-10/32", "20-32-2/32"})
    public String net;

    /** Update rule. */
    @Param({"sgd", "adam"})
    public String optimizer;

    /** Who multiplies. */
    @Param({"JAVA", "OPENBLAS"})
    public Arithmetic arithmetic;

    private NetworkTraining training;

    /** Makes random examples and the network. */
    @Setup
    public void start() {
        String[] parts = net.split("[-/]");
        int[] widths = new int[parts.length - 1];
        for (int l = 0; l < widths.length; l++) {
            widths[l] = Integer.parseInt(parts[l]);
        }
        int classes = widths[widths.length - 1];
        Random random = new Random(1);
        float[][] x = new float[EXAMPLES][widths[0]];
        int[] labels = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int j = 0; j < widths[0]; j++) {
                x[i][j] = (float) random.nextGaussian();
            }
            labels[i] = random.nextInt(classes);
        }
        int[] hidden = Arrays.copyOfRange(widths, 1, widths.length - 1);
        training = NetworkTraining.start(
                NetworkSettings.builder(Output.SOFTMAX)
                        .hidden(hidden)
                        .optimizer(optimizer.equals("adam") ? Optimizer.adam() : Optimizer.sgd())
                        .learningRate(optimizer.equals("adam") ? 1e-4 : 1e-2)
                        .batchSize(Integer.parseInt(parts[parts.length - 1]))
                        .epochs(Integer.MAX_VALUE)
                        .arithmetic(arithmetic)
                        .build(),
                Examples.ofClasses(x, labels, classes));
    }

    /** One epoch. */
    @Benchmark
    @OperationsPerInvocation(EXAMPLES)
    public double epoch() {
        training.advanceEpoch();
        return training.trainingLoss();
    }
}

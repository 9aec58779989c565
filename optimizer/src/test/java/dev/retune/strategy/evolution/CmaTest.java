package dev.retune.strategy.evolution;

import dev.retune.numerics.Randomness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class CmaTest {

    private static double loss(String function, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += switch (function) {
                case "sphere" -> x[i] * x[i];
                case "ellipsoid" -> Math.pow(1e6, i / (x.length - 1.0)) * x[i] * x[i];
                case "cigar" -> (i == 0 ? 1 : 1e6) * x[i] * x[i];
                default -> i == 0 ? 0 : 100 * Math.pow(x[i] - x[i - 1] * x[i - 1], 2) + (1 - x[i - 1]) * (1 - x[i - 1]);
            };
        }
        return sum;
    }

    /** Evaluations until a loss of 1e-9, from (3, ..., 3) with σ = 2, on Rosenbrock's function from 0 with σ = 0.5. */
    private static long evaluations(String function, int n, long seed) {
        boolean isRosenbrock = function.equals("rosenbrock");
        double[] start = new double[n];
        Arrays.fill(start, isRosenbrock ? 0 : 3);
        Cma cma = new Cma(start, isRosenbrock ? 0.5 : 2, 4 + (int) (3 * Math.log(n)));
        RandomGenerator random = Randomness.derive(seed, n, function);
        for (long count = 0; count < 50_000; ) {
            List<double[]> generation = new ArrayList<>();
            for (int i = 0; i < cma.lambda(); i++) {
                double[] x = cma.sample(random);
                count++;
                if (loss(function, x) <= 1e-9) {
                    return count;
                }
                generation.add(x);
            }
            generation.sort(Comparator.comparingDouble(x -> loss(function, x)));
            cma.update(generation);
        }
        return Long.MAX_VALUE;
    }

    /**
     * The medians of {@code cmaes} 0.9.1, by the authors of CMA-ES with margin, which follows the same tutorial:
     * {@code cmaes.CMA(mean=np.full(n, 3.0), sigma=2.0, seed=k)} for k = 1, ..., 11.
     */
    @ParameterizedTest
    @CsvSource({
        "sphere, 5, 801",
        "sphere, 10, 1619",
        "sphere, 20, 3084",
        "ellipsoid, 5, 1673",
        "ellipsoid, 10, 4489",
        "cigar, 5, 1937",
        "cigar, 10, 4270",
        "cigar, 20, 8862",
        "rosenbrock, 5, 1911",
        "rosenbrock, 10, 5193"
    })
    void update_onClassicalFunctions_needsAsManyEvaluationsAsTheReference(String function, int n, long reference) {
        long[] sorted = LongStream.range(0, 7)
                .map(seed -> evaluations(function, n, seed))
                .sorted()
                .toArray();

        assertThat((double) sorted[3]).isBetween(0.8 * reference, 1.2 * reference);
    }
}

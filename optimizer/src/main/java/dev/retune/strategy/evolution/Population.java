package dev.retune.strategy.evolution;

import dev.retune.internal.numerics.Randomness;
import dev.retune.internal.numerics.UnitInterval;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A distribution over configurations that evolves: a normal one over the ordered parameters, with a margin for the
 * discrete ones, and probabilities for each unordered choice. Inactive parameters are drawn as well, and left out of
 * the configuration; learning from such a configuration does not change that parameter's distribution, on average.
 */
final class Population {

    /** A larger standard deviation would only move mass from one end of the range to the other. */
    private static final double WIDEST = 1;

    private final SearchSpace space;
    private final int lambda;
    private final List<Coordinate> coordinates = new ArrayList<>();
    private final Map<Integer, CategoricalDistribution> choices = new LinkedHashMap<>(); // by place
    private final @Nullable Cma cma; // null if there are no ordered parameters
    private final double[] stretch; // the diagonal of the paper's A

    /** @param start the initial mean, a point of the unit cube */
    Population(SearchSpace space, double[] start, double sigma, int lambda) {
        this.space = space;
        this.lambda = lambda;
        for (int place = 0; place < start.length; place++) {
            Parameter<?> parameter = space.parameters().get(place);
            if (Coordinate.fits(parameter)) {
                coordinates.add(Coordinate.of(place, parameter));
            } else if (parameter.size() > 1) {
                choices.put(place, new CategoricalDistribution((int) parameter.size()));
            }
        }
        double[] mean = coordinates.stream().mapToDouble(g -> start[g.place()]).toArray();
        cma = coordinates.isEmpty() ? null : new Cma(mean, sigma, lambda);
        stretch = new double[coordinates.size()];
        Arrays.fill(stretch, 1);
    }

    static int defaultLambda(SearchSpace space) {
        long n = space.parameters().stream().filter(p -> p.size() > 1).count();
        return 4 + (int) (3 * Math.log(Math.max(n, 1))); // Hansen (2016), (48)
    }

    int lambda() {
        return lambda;
    }

    /** A configuration; it may be infeasible. */
    Configuration draw(RandomGenerator random) {
        double[] unit = new double[space.parameters().size()];
        Arrays.fill(unit, 0.5);
        if (cma != null) {
            double[] x = cma.sample(random);
            for (int j = 0; j < x.length; j++) {
                double m = cma.mean()[j];
                unit[coordinates.get(j).place()] = UnitInterval.clamp(m + stretch[j] * (x[j] - m));
            }
        }
        choices.forEach((place, odds) -> unit[place] =
                (odds.draw(random) + 0.5) / space.parameters().get(place).size());
        return space.decode(unit);
    }

    /** Learns from λ trials, the best first. */
    void update(List<TrialRecord> best) {
        List<double[]> units =
                best.stream().map(t -> t.configuration().encode()).toList();
        double[] weights = new Cma(new double[1], 1, lambda).positiveWeights();
        if (cma != null) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < units.size(); i++) {
                points.add(coordinates(
                        units.get(i), Randomness.derive(0, best.get(i).number(), "cma"), cma));
            }
            cma.update(points);
            cma.limit(WIDEST);
            keepMargins(cma);
        }
        choices.forEach((place, odds) -> {
            int[] values = units.stream()
                    .limit(weights.length)
                    .mapToInt(u -> value(u, place))
                    .toArray();
            odds.update(values, weights, choices.size());
        });
    }

    private double[] coordinates(double[] unit, RandomGenerator random, Cma cma) {
        double[] x = new double[stretch.length];
        for (int j = 0; j < x.length; j++) {
            Coordinate gene = coordinates.get(j);
            double m = cma.mean()[j];
            double v = gene.coordinate(unit[gene.place()], m, stretch[j] * cma.deviation(j), random);
            x[j] = m + (v - m) / stretch[j];
        }
        return x;
    }

    private void keepMargins(Cma cma) {
        double[] mean = cma.mean();
        double alpha = 1.0 / (mean.length * lambda); // the paper's recommendation
        for (int j = 0; j < mean.length; j++) {
            Coordinate gene = coordinates.get(j);
            if (gene.isContinuous()) {
                mean[j] = UnitInterval.clamp(mean[j]);
            } else {
                Margin margin = Margin.of(gene.thresholds(), mean[j], stretch[j] * cma.deviation(j), alpha);
                mean[j] = margin.m();
                stretch[j] *= margin.stretch();
            }
        }
    }

    private int value(double[] unit, int place) {
        return Double.isNaN(unit[place])
                ? -1
                : (int) (unit[place] * space.parameters().get(place).size());
    }

    /** Whether the distribution has shrunk almost to a point, or has degenerated. */
    boolean isSpent() {
        if (cma == null) {
            return false;
        }
        double widest = 0;
        for (int j = 0; j < stretch.length; j++) {
            widest = Math.max(widest, cma.deviation(j));
        }
        return widest < 1e-9 || cma.axisRatio() > 1e7;
    }
}

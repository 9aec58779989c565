package dev.retune.strategy.gp;

import dev.retune.internal.numerics.LbfgsB;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.PriorDensity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Searches the configuration with the greatest acquisition: first among random points and neighbours of the best
 * trials; then, starting from the best of these, by L-BFGS-B over the continuous parameters alternating with steps
 * along the discrete ones. The logarithm of the user's prior, times its weight, is added to the acquisition.
 */
final class Maximizer {

    private static final int RANDOM_POINTS = 100;
    /** The number of neighbours of all the best trials together. */
    private static final int NEIGHBOURS = 200;

    private static final int STARTS = 6;
    private static final int ROUNDS = 3;
    /** The number of bisections towards a feasible point. */
    private static final int RETREATS = 4;
    /** The number of operations that all climbs together may spend on points along discrete parameters. */
    private static final double DISCRETE_WORK = 1.5e8;
    /** The number of points that are kept in case all climbs end at earlier trials. */
    private static final int SPARE = 50;

    private static final LbfgsB CLIMBER = new LbfgsB(8, 25, 1e-4, 1e-6);

    private final SearchSpace space;
    private final Features features;
    private final Acquisition acquisition;
    private final PriorDensity prior;
    private final double priorWeight;
    private final RandomGenerator random;
    private final Neighbourhood neighbourhood;
    private double pointsLeft;

    /** A point of the unit cube with its acquisition. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Point(double[] unit, double value) {}

    Maximizer(
            Features features,
            Acquisition acquisition,
            PriorDensity prior,
            double priorWeight,
            RandomGenerator random) {
        this.space = features.space();
        this.features = features;
        this.acquisition = acquisition;
        this.prior = prior;
        this.priorWeight = priorWeight;
        this.random = random;
        this.neighbourhood = new Neighbourhood(space, random);
        this.pointsLeft = DISCRETE_WORK / acquisition.work();
    }

    /**
     * The best configuration found that is not in {@code seen}, if there is one.
     *
     * @param best configurations around which to search, the best first
     */
    Optional<Configuration> maximize(List<Configuration> best, Set<Configuration> seen) {
        List<Point> pool = pool(best);
        List<Point> found = new ArrayList<>(pool.subList(0, Math.min(SPARE, pool.size())));
        starts(pool, best).forEach(start -> found.add(climb(start)));
        return found.stream()
                .sorted(Comparator.comparingDouble(p -> -p.value()))
                .map(p -> space.decode(p.unit()))
                .filter(c -> !seen.contains(c))
                .findFirst();
    }

    /** Random points and neighbours, the best first. */
    private List<Point> pool(List<Configuration> best) {
        List<double[]> units = new ArrayList<>();
        for (int i = 0; i < RANDOM_POINTS; i++) {
            units.add((i % 2 == 0 ? space.sample(random) : prior.sample(random)).encode());
        }
        for (Configuration center : best) {
            double[] unit = center.encode();
            for (int i = 0; i < NEIGHBOURS / best.size(); i++) {
                neighbourhood.random(unit).ifPresent(units::add);
            }
        }
        List<Point> points = new ArrayList<>(evaluate(units));
        points.sort(Comparator.comparingDouble(p -> -p.value()));
        return points;
    }

    /** The best points of the pool, not all from the same branch of a conditional space, and the best trial itself. */
    private List<Point> starts(List<Point> pool, List<Configuration> best) {
        List<Point> starts = new ArrayList<>();
        Map<BitSet, Integer> branches = new HashMap<>();
        for (Point point : pool) {
            if (starts.size() < STARTS && branches.merge(branch(point), 1, Integer::sum) <= (STARTS + 1) / 2) {
                starts.add(point);
            }
        }
        starts.addAll(evaluate(best.stream().limit(1).map(Configuration::encode).toList()));
        return starts;
    }

    /** Which parameters are inactive. */
    private static BitSet branch(Point point) {
        BitSet inactive = new BitSet();
        for (int i = 0; i < point.unit().length; i++) {
            if (Double.isNaN(point.unit()[i])) {
                inactive.set(i);
            }
        }
        return inactive;
    }

    private List<Point> evaluate(List<double[]> units) {
        if (units.isEmpty()) {
            return List.of();
        }
        double[] values =
                acquisition.values(units.stream().map(u -> features.of(u, 1)).toArray(double[][]::new));
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Point(units.get(i), values[i] + priorWeight * prior.log(units.get(i))))
                .toList();
    }

    private Point climb(Point start) {
        Point point = start;
        for (int round = 0; round < ROUNDS; round++) {
            Point smooth = alongContinuous(point);
            Point stepped = alongDiscrete(smooth);
            if (stepped == smooth) {
                return smooth;
            }
            point = stepped;
        }
        return point;
    }

    private Point alongContinuous(Point start) {
        int[] free = IntStream.range(0, start.unit().length)
                .filter(i -> !Double.isNaN(start.unit()[i])
                        && isSmooth(space.parameters().get(i)))
                .filter(i -> features.column(i) >= 0)
                .toArray();
        if (free.length == 0) {
            return start;
        }
        double[] row = features.of(start.unit(), 1);
        double[] byRow = new double[row.length];
        double[] x = new double[free.length];
        double[] low = new double[free.length];
        double[] high = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            x[i] = start.unit()[free[i]];
            high[i] = 1;
        }
        LbfgsB.Minimum minimum = CLIMBER.minimize(
                (at, gradient) -> {
                    for (int i = 0; i < free.length; i++) {
                        row[features.column(free[i])] = at[i];
                    }
                    double value = acquisition.valueAndGradient(row, byRow);
                    for (int i = 0; i < free.length; i++) {
                        value += priorWeight * prior.log(free[i], at[i]);
                        gradient[i] = -byRow[features.column(free[i])] - priorWeight * prior.slope(free[i], at[i]);
                    }
                    return -value;
                },
                x,
                low,
                high);
        double[] unit = start.unit().clone();
        for (int i = 0; i < free.length; i++) {
            unit[free[i]] = minimum.x()[i];
        }
        return retreat(start, unit);
    }

    /**
     * The point at {@code unit}, or, if that is infeasible, a feasible one on the way there, if it is better than the
     * start.
     */
    private Point retreat(Point start, double[] unit) {
        double[] target = unit;
        for (int i = 0; i <= RETREATS; i++) {
            Optional<double[]> feasible = neighbourhood.feasible(target);
            if (feasible.isPresent()) {
                Point point = evaluate(List.of(feasible.get())).get(0);
                return point.value() > start.value() ? point : start;
            }
            double[] from = start.unit();
            double[] beyond = target;
            target = IntStream.range(0, from.length)
                    .mapToDouble(j -> (from[j] + beyond[j]) / 2)
                    .toArray();
        }
        return start;
    }

    /** While the allowance for points lasts; the best starts come first. */
    private Point alongDiscrete(Point start) {
        int[] steps = IntStream.range(0, start.unit().length)
                .filter(i -> isDiscrete(space.parameters().get(i)))
                .toArray();
        double whole = Arrays.stream(steps)
                .mapToDouble(i -> space.parameters().get(i).size())
                .sum();
        int first =
                // otherwise the last parameters would never be visited
                whole > pointsLeft && steps.length > 0 ? random.nextInt(steps.length) : 0;
        Point point = start;
        for (int k = 0; k < steps.length && pointsLeft > 0; k++) {
            int i = steps[(first + k) % steps.length];
            if (Double.isNaN(point.unit()[i])) {
                continue; // inactive at the current point
            }
            List<double[]> options = neighbourhood.along(point.unit(), i);
            pointsLeft -= options.size();
            for (Point option : evaluate(options)) {
                if (option.value() > point.value()) {
                    point = option;
                }
            }
        }
        return point;
    }

    private static boolean isDiscrete(Parameter<?> parameter) {
        return parameter.size() > 1 && !Double.isInfinite(parameter.size());
    }

    /** Whether to climb along a parameter as if it were continuous; a whole number is then rounded. */
    private static boolean isSmooth(Parameter<?> parameter) {
        return Neighbourhood.isOrdered(parameter) && parameter.size() > Neighbourhood.FEW;
    }
}

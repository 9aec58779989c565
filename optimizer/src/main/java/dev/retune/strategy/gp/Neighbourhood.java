package dev.retune.strategy.gp;

import dev.retune.internal.numerics.UnitInterval;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Points near a point of a space, as coordinates of the unit cube: NaN where a parameter is inactive. */
final class Neighbourhood {

    /** All values of a discrete parameter with no more values than this are its neighbours. */
    static final int FEW = 24;

    private static final double SMALLEST_REACH = 0.005;
    private static final double LARGEST_REACH = 0.3;
    private static final double FACE_CHANCE = 0.1;

    private final SearchSpace space;
    private final RandomGenerator random;

    Neighbourhood(SearchSpace space, RandomGenerator random) {
        this.space = space;
        this.random = random;
    }

    /**
     * A copy with some coordinates moved, all by the same random scale, and sometimes to a face of the cube, since
     * optima often lie there. Empty if it is infeasible.
     */
    Optional<double[]> random(double[] center) {
        double[] unit = center.clone();
        double chance = Math.max(0.2, 1.5 / unit.length);
        double reach = SMALLEST_REACH * Math.pow(LARGEST_REACH / SMALLEST_REACH, random.nextDouble());
        for (int i = 0; i < unit.length; i++) {
            if (!Double.isNaN(unit[i]) && random.nextDouble() < chance) {
                unit[i] = moved(space.parameters().get(i), unit[i], reach);
            }
        }
        return feasible(unit);
    }

    private double moved(Parameter<?> parameter, double u, double reach) {
        if (!isOrdered(parameter)) {
            return random.nextDouble();
        }
        if (random.nextDouble() < FACE_CHANCE) {
            return random.nextBoolean() ? 0 : 1;
        }
        double step = reach * random.nextGaussian();
        double cell = 1 / parameter.size();
        return inside(u + (Math.abs(step) < cell ? Math.copySign(cell, step) : step));
    }

    /** The feasible points that differ in one discrete parameter: in each of its values, or by 1, 2, 4, ... values. */
    List<double[]> along(double[] center, int parameter) {
        double size = space.parameters().get(parameter).size();
        List<double[]> points = new ArrayList<>();
        if (size <= FEW) {
            for (int value = 0; value < size; value++) {
                with(center, parameter, (value + 0.5) / size).ifPresent(points::add);
            }
        } else {
            for (double step = 1 / size; step < 1; step *= 2) {
                with(center, parameter, inside(center[parameter] - step)).ifPresent(points::add);
                with(center, parameter, inside(center[parameter] + step)).ifPresent(points::add);
            }
        }
        return points;
    }

    private Optional<double[]> with(double[] center, int parameter, double u) {
        double[] unit = center.clone();
        unit[parameter] = u;
        return feasible(unit);
    }

    /**
     * The point of the space at these coordinates, if it is feasible; parameters that become active are drawn at
     * random.
     */
    Optional<double[]> feasible(double[] unit) {
        double[] full = unit.clone();
        for (int i = 0; i < full.length; i++) {
            if (Double.isNaN(full[i])) {
                full[i] = random.nextDouble();
            }
        }
        Configuration configuration = space.decode(full);
        return space.isFeasible(configuration) ? Optional.of(configuration.encode()) : Optional.empty();
    }

    /** Whether neighbouring values of a parameter are similar. */
    static boolean isOrdered(Parameter<?> parameter) {
        return !(parameter instanceof ChoiceParameter<?> choice) || choice.isOrdered();
    }

    private static double inside(double u) {
        return UnitInterval.clamp(u);
    }
}

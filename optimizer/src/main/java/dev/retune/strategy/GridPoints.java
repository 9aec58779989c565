package dev.retune.strategy;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Condition;
import dev.retune.space.Configuration;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** The points of a grid over a space, in the order in which they are proposed. */
record GridPoints(SearchSpace space, List<Configuration> points) {

    private static final int MOST_POINTS = 100_000;

    /**
     * @param levels the largest number of values of a numeric parameter
     * @param seed of the order
     * @throws IllegalArgumentException if there are more than 100,000 points
     */
    static GridPoints of(SearchSpace space, int levels, long seed) {
        SearchSpace coarse = coarse(space, levels);
        if (coarse.size() > MOST_POINTS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The grid has %s points with %d levels a number, and may have %,d: take fewer levels, give"
                            + " parameters"
                            + " larger steps, or use another strategy",
                    coarse.size() < 1e15 ? String.format(Locale.ROOT, "%,.0f", coarse.size()) : "countless",
                    levels,
                    MOST_POINTS));
        }
        List<Configuration> points = coarse.enumerate()
                .map(point -> space.configuration(point.toMap()))
                .toList();
        int[] order = IntStream.range(0, points.size()).toArray();
        Randomness.shuffle(order, Randomness.derive(seed, 0, "grid"));
        return new GridPoints(space, Arrays.stream(order).mapToObj(points::get).toList());
    }

    /** The same space with choices in place of large ranges. */
    private static SearchSpace coarse(SearchSpace space, int levels) {
        Set<Parameter<?>> parents = new HashSet<>();
        for (int i = 0; i < space.parameters().size(); i++) {
            space.conditions(i).forEach(c -> parents.add(c.parent()));
        }
        SearchSpace.Builder builder = SearchSpace.builder();
        for (int i = 0; i < space.parameters().size(); i++) {
            Parameter<?> parameter = space.parameters().get(i);
            boolean keepsAll =
                    parameter instanceof ChoiceParameter || parents.contains(parameter) || parameter.size() <= levels;
            builder.add(
                    keepsAll ? parameter : coarse(parameter, levels),
                    space.conditions(i).toArray(Condition[]::new));
        }
        space.constraints().forEach(c -> builder.constraint(c.toString()));
        return builder.build();
    }

    /** Levels at equal distances on the parameter's scale, both ends included; a single one is the middle. */
    private static <T> ChoiceParameter<T> coarse(Parameter<T> parameter, int levels) {
        return Parameter.choice(
                parameter.name(),
                IntStream.range(0, levels)
                        .mapToObj(k -> parameter.decode(levels == 1 ? 0.5 : k / (levels - 1.0)))
                        .distinct()
                        .toList());
    }
}

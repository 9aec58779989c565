package dev.retune.space;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws search spaces of every kind of parameter, with conditions to any depth: the same seed gives the same space. */
public final class RandomSpaces {

    private final SplittableRandom random;
    private final boolean isFinite;

    private RandomSpaces(long seed, boolean isFinite) {
        this.random = new SplittableRandom(seed);
        this.isFinite = isFinite;
    }

    /** A space of 1 to 8 parameters. */
    public static SearchSpace any(long seed) {
        return new RandomSpaces(seed, false).space();
    }

    /** A space of 1 to 5 parameters with few values each. */
    public static SearchSpace finite(long seed) {
        return new RandomSpaces(seed, true).space();
    }

    private SearchSpace space() {
        SearchSpace.Builder builder = SearchSpace.builder();
        List<Parameter<?>> parents = new ArrayList<>();
        int n = random.nextInt(1, isFinite ? 6 : 9);
        for (int i = 0; i < n; i++) {
            Parameter<?> parameter = parameter("p" + i);
            int conditions = parents.isEmpty() ? 0 : random.nextInt(3);
            builder.add(
                    parameter,
                    IntStream.range(0, conditions)
                            .mapToObj(c -> condition(parents.get(random.nextInt(parents.size()))))
                            .toArray(Condition[]::new));
            if (!(parameter instanceof RealParameter) && parameter.size() <= 20) {
                parents.add(parameter);
            }
        }
        return builder.build();
    }

    private Condition condition(Parameter<?> parent) {
        List<Object> values = new ArrayList<>();
        for (int v = 0; v < parent.size(); v++) {
            if (random.nextBoolean()) {
                values.add(parent.valueAt(v));
            }
        }
        return new Condition(parent, values.isEmpty() ? List.of(parent.valueAt(0)) : values);
    }

    private Parameter<?> parameter(String name) {
        return switch (random.nextInt(7)) {
            case 0 -> real(name);
            case 1 -> real(name).log();
            case 2 ->
                isFinite
                        ? Parameter.real(name, 0.1, 0.9).step(0.2).logit()
                        : Parameter.real(name, 0.001, 0.999).logit();
            case 3 -> Parameter.integer(name, random.nextInt(-5, 1), random.nextInt(1, 5));
            case 4 -> Parameter.integer(name, 1, isFinite ? 6 : 1000).log();
            case 5 -> Parameter.bool(name);
            default -> {
                Object[] all = {"a", "b'c", 3, 2.5, "5 o'clock", true, "é"};
                ChoiceParameter<Object> choice =
                        Parameter.choice(name, List.of(all).subList(0, random.nextInt(1, all.length + 1)));
                yield random.nextBoolean() ? choice : choice.ordered();
            }
        };
    }

    private RealParameter real(String name) {
        double low = random.nextDouble(1e-3, 10);
        double step = Math.rint(random.nextDouble(0.1, 1) * 1000) / 1000;
        RealParameter real = Parameter.real(name, low, low + step * random.nextInt(1, 5));
        return isFinite || random.nextBoolean() ? real.step(step) : real;
    }
}

package dev.retune.strategy;

import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.Scale;
import dev.retune.space.SearchSpace;
import dev.retune.trial.History;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A strategy that has a prior for any space: each parameter at a third of its range. */
public record Informed(Function<Prior, Strategy> maker, Map<SearchSpace, Strategy> strategies) implements Strategy {

    public static Informed of(Function<Prior, Strategy> maker) {
        return new Informed(maker, new ConcurrentHashMap<>());
    }

    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        return strategies
                .computeIfAbsent(space, s -> maker.apply(around(s.decode(third(s)))))
                .propose(space, history, random);
    }

    private static double[] third(SearchSpace space) {
        return space.parameters().stream().mapToDouble(p -> 1 / 3.0).toArray();
    }

    /** That the optimum is near a configuration: with a standard deviation of a tenth of the range. */
    public static Prior around(Configuration configuration) {
        Prior prior = Prior.none();
        for (Map.Entry<String, Object> entry : configuration.toMap().entrySet()) {
            Parameter<?> parameter = configuration.space().parameter(entry.getKey());
            prior = parameter instanceof ChoiceParameter<?>
                    ? prior.weights(entry.getKey(), Map.of(entry.getValue(), 5))
                    : prior.around(entry.getKey(), (Number) entry.getValue(), tenth(parameter));
        }
        return prior;
    }

    private static double tenth(Parameter<?> parameter) {
        double low = ((Number) parameter.decode(0)).doubleValue();
        double high = ((Number) parameter.decode(1)).doubleValue();
        Scale scale = parameter instanceof RealParameter real ? real.scale() : ((IntParameter) parameter).scale();
        return switch (scale) {
            case LINEAR -> Math.max(0.1 * (high - low), 1e-9);
            case LOG -> Math.max(Math.pow(high / low, 0.1), 1.001);
            case LOGIT -> 2;
        };
    }
}

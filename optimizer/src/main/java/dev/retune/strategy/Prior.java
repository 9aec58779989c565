package dev.retune.strategy;

import dev.retune.internal.text.NearestName;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.Scale;
import dev.retune.space.SearchSpace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's prior of the optimum's position, separately for each parameter; parameters that are not mentioned have a
 * uniform prior. A strategy with a prior searches there first, and the prior's weight decreases with the number of
 * trials (Hvarfner et al. 2022, "πBO: augmenting acquisition functions with user beliefs for Bayesian optimization",
 * arXiv 2204.11051), so a wrong prior costs trials, but does not prevent finding the optimum. Immutable. It is not part
 * of a study's definition: a stored study can be resumed with another one.
 *
 * <pre>{@code
 * Prior prior = Prior.none().around("learningRate", 0.01, 3).weights("activation", Map.of("relu", 3, "tanh", 1));
 * Strategy strategy = AutoStrategy.create().prior(prior);
 * }</pre>
 */
public final class Prior {

    /** The smallest standard deviation, as a share of the range; for discrete values at least half a value. */
    private static final double NARROWEST = 0.01;

    private static final Prior NONE = new Prior(Map.of(), Map.of());

    private final Map<String, Statement> statements;
    private final Map<String, Number> values; // by the name of the parameter

    /** The statement about one parameter, evaluated once the parameter is known. */
    private interface Statement {
        ParameterPrior on(Parameter<?> parameter);
    }

    private Prior(Map<String, Statement> statements, Map<String, Number> values) {
        this.statements = statements;
        this.values = values;
    }

    /** The uniform prior. */
    public static Prior none() {
        return NONE;
    }

    /**
     * The best value of a numeric parameter is probably near this one: normally distributed on the parameter's scale,
     * with a standard deviation of {@code within}.
     *
     * @param within a difference on a linear scale; a factor, above 1, on a logarithmic one, and of the odds
     *     {@code x / (1 - x)} on a logit scale
     */
    public Prior around(String parameter, Number value, double within) {
        Map<String, Number> all = new LinkedHashMap<>(values);
        all.put(parameter, value);
        return and(parameter, known -> around(known, value, within), all);
    }

    /**
     * How likely each choice is to be the best, in any unit: with {@code relu} 3 and {@code tanh} 1 the former is three
     * times as likely as the latter. Choices that are left out have the weight 1.
     *
     * @param weights by choice, or by its label
     */
    public Prior weights(String parameter, Map<?, ? extends Number> weights) {
        Map<Object, Number> copy = new LinkedHashMap<>(weights);
        return and(parameter, known -> weighted(known, copy), values);
    }

    private Prior and(String parameter, Statement statement, Map<String, Number> values) {
        Map<String, Statement> all = new LinkedHashMap<>(statements);
        all.put(parameter, statement);
        return new Prior(all, values);
    }

    /** Whether it is uniform. */
    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /**
     * The density of this prior over a space.
     *
     * @throws IllegalArgumentException if a parameter is unknown, a value is not allowed, a spread or a weight is
     *     invalid, or a choice is treated as a number or the other way round
     */
    public PriorDensity over(SearchSpace space) {
        statements.keySet().forEach(space::index);
        List<ParameterPrior> beliefs = space.parameters().stream()
                .map(p -> statements.containsKey(p.name())
                        ? statements.get(p.name()).on(p)
                        : new ParameterPrior.Uniform())
                .toList();
        return new PriorDensity(space, beliefs, values);
    }

    private static ParameterPrior around(Parameter<?> parameter, Number value, double within) {
        if (parameter instanceof RealParameter real) {
            return around(real, real.scale(), value, within);
        }
        if (parameter instanceof IntParameter integer) {
            return around(integer, integer.scale(), value, within);
        }
        throw new IllegalArgumentException(
                "The prior of '%s' names a number, but it is a choice: give its choices weights, such as {%s: 3}"
                        .formatted(parameter.name(), parameter.valueAt(0)));
    }

    private static <T extends Number> ParameterPrior around(
            Parameter<T> parameter, Scale scale, Number value, double within) {
        T centre = parameter.valueOf(value);
        double least = scale == Scale.LINEAR ? 0 : 1;
        if (!(within > least && within < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The prior of '%s' lies within %s of %s: on a %s it is a %s, above %.0f"
                    .formatted(
                            parameter.name(),
                            within,
                            value,
                            scale == Scale.LINEAR ? "linear scale" : scale == Scale.LOG ? "log scale" : "logit scale",
                            scale == Scale.LINEAR ? "difference" : "factor",
                            least));
        }
        if (parameter.size() == 1) {
            return new ParameterPrior.Uniform();
        }
        T low = parameter.decode(0);
        T high = parameter.decode(1);
        double from = parameter.encode(low);
        double width = scale == Scale.LINEAR ? within : Math.log(within);
        double range = stretched(scale, high.doubleValue()) - stretched(scale, low.doubleValue());
        if (range == 0) { // the scale cannot tell the ends of a very narrow range apart
            return new ParameterPrior.Uniform();
        }
        double deviation = width * (parameter.encode(high) - from) / range;
        return new ParameterPrior.Mixed(ParameterPrior.TruncatedGaussian.of(
                parameter.encode(centre), Math.max(deviation, Math.max(NARROWEST, 0.5 / parameter.size()))));
    }

    /** A value on its scale, where equal steps are equally important. */
    private static double stretched(Scale scale, double x) {
        return switch (scale) {
            case LINEAR -> x;
            case LOG -> Math.log(x);
            case LOGIT -> Math.log(x) - Math.log1p(-x);
        };
    }

    private static ParameterPrior weighted(Parameter<?> parameter, Map<Object, Number> weights) {
        if (!(parameter instanceof ChoiceParameter<?> choice)) {
            throw new IllegalArgumentException(
                    "The prior of '%s' gives weights, but it is a number: say {around: %s, within: ...}"
                            .formatted(parameter.name(), parameter.decode(0.5)));
        }
        return weighted(choice, weights);
    }

    private static <T> ParameterPrior weighted(ChoiceParameter<T> parameter, Map<Object, Number> weights) {
        double[] probabilities =
                parameter.choices().stream().mapToDouble(c -> 1).toArray();
        weights.forEach((raw, weight) -> {
            double w = weight.doubleValue();
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The prior of '%s' gives %s the weight %s: it must be 0 or more"
                        .formatted(parameter.name(), raw, weight));
            }
            probabilities[indexOf(parameter, raw)] = w;
        });
        double total = 0;
        for (double p : probabilities) {
            total += p;
        }
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The prior of '%s' gives weights of %s in all: one at least must be above 0, and their sum finite"
                            .formatted(parameter.name(), total));
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= total;
        }
        return new ParameterPrior.Mixed(new ParameterPrior.Categorical(probabilities));
    }

    /** The index of a choice, given itself or its label. */
    private static <T> int indexOf(ChoiceParameter<T> parameter, Object raw) {
        List<String> labels = parameter.choices().stream()
                .map(c -> String.valueOf(parameter.toJson(c)))
                .toList();
        int index = labels.indexOf(String.valueOf(raw));
        if (index < 0 && !(raw instanceof String)) {
            return parameter.indexOf(parameter.valueOf(raw));
        }
        if (index < 0) {
            throw new IllegalArgumentException("The prior of '%s' names '%s', which is not among %s%s"
                    .formatted(parameter.name(), raw, labels, NearestName.hint(String.valueOf(raw), labels)));
        }
        return index;
    }
}

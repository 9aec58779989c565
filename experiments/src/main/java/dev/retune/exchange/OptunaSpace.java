package dev.retune.exchange;

import dev.retune.exchange.OptunaStudy.Distribution;
import dev.retune.exchange.OptunaStudy.OptunaTrial;
import dev.retune.exchange.OptunaStudy.Suggested;
import dev.retune.internal.text.Numbers;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Condition;
import dev.retune.space.Configuration;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.Scale;
import dev.retune.space.SearchSpace;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The space in which trials of Optuna lie. Optuna has none: each trial suggests what it likes. So a parameter's range
 * is the union of the ranges that it was suggested from, and {@link OptunaConditions} tell when it is active.
 */
final class OptunaSpace {

    private static final String USED = "used";

    private final SearchSpace space;
    private final Map<String, List<JsonNode>> choices = new LinkedHashMap<>();
    private final Map<String, List<JsonNode>> renamed = new LinkedHashMap<>();
    private final Map<String, String> switches = new LinkedHashMap<>(); // parameter -> the choice that switches it
    private final List<String> remarks = new ArrayList<>();

    private OptunaSpace(List<OptunaTrial> trials) {
        Map<String, List<Distribution>> distributions = new LinkedHashMap<>();
        for (OptunaTrial trial : trials) {
            trial.parameters().forEach((name, suggested) -> {
                List<Distribution> known = distributions.computeIfAbsent(name, n -> new ArrayList<>());
                if (!known.contains(suggested.distribution())) {
                    known.add(suggested.distribution());
                }
            });
        }
        SearchSpace.Builder builder = SearchSpace.builder();
        OptunaConditions conditions = new OptunaConditions(trials);
        distributions.forEach((name, union) -> {
            Parameter<?> parameter = parameter(name, union);
            Optional<List<Condition>> active = conditions.of(parameter);
            if (active.isPresent()) {
                builder.add(parameter, active.get().toArray(Condition[]::new));
            } else {
                ChoiceParameter<String> used = Parameter.choice(name + "." + USED, "no", "yes");
                remarks.add("no other parameter tells when '%s' is used: '%s' does".formatted(name, used.name()));
                switches.put(name, used.name());
                builder.add(used).add(parameter, used.is("yes"));
            }
            conditions.declared(parameter);
        });
        this.space = builder.build();
    }

    /**
     * @throws IllegalArgumentException if the trials have no parameter, or one that is of several kinds or cannot be
     * had
     */
    static OptunaSpace of(List<OptunaTrial> trials) {
        return new OptunaSpace(trials);
    }

    SearchSpace space() {
        return space;
    }

    /** What has no place in the space. */
    OptunaOrigin origin(boolean countsFromZero) {
        return new OptunaOrigin(renamed, List.copyOf(switches.values()), countsFromZero);
    }

    /** What a user should know of it. */
    List<String> remarks() {
        return remarks;
    }

    /**
     * What the trial tried.
     *
     * @throws IllegalArgumentException if something is missing, as where it failed before all was suggested
     */
    Configuration configuration(OptunaTrial trial) {
        Map<String, Object> values = new LinkedHashMap<>();
        trial.parameters().forEach((name, suggested) -> values.put(name, value(space.parameter(name), suggested)));
        if (values.isEmpty()) {
            trial.fixed().forEach((name, value) -> values.put(name, fixed(space.parameter(name), value)));
        }
        switches.forEach((name, used) -> values.put(used, values.containsKey(name) ? "yes" : "no"));
        return space.configuration(values);
    }

    /** Why a value of the trial has no place in the space, if one has none: it would have to be changed. */
    Optional<String> unusable(OptunaTrial trial) {
        Map<String, Parameter<?>> known = new LinkedHashMap<>();
        space.parameters().forEach(parameter -> known.put(parameter.name(), parameter));
        for (Map.Entry<String, Suggested> entry : trial.parameters().entrySet()) {
            Parameter<?> parameter = known.get(entry.getKey());
            Suggested suggested = entry.getValue();
            if (parameter == null
                    || !isInside(parameter, suggested.value())
                    || !isInside(suggested.distribution(), suggested.value())) {
                return Optional.of("'%s' = %s is outside %s"
                        .formatted(entry.getKey(), Numbers.text(suggested.value()), text(suggested.distribution())));
            }
        }
        if (!trial.parameters().isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> entry : trial.fixed().entrySet()) {
            Parameter<?> parameter = known.get(entry.getKey());
            JsonNode value = entry.getValue();
            if (parameter == null) {
                continue; // the configuration says what is wrong
            }
            boolean isUsable = parameter instanceof ChoiceParameter<?>
                    ? place(entry.getKey(), value) >= 0
                    : value.isNumber() && isInside(parameter, value.doubleValue());
            if (!isUsable) {
                return Optional.of("'%s' = %s is outside %s".formatted(entry.getKey(), value, text(parameter)));
            }
        }
        return Optional.empty();
    }

    private static String text(Distribution distribution) {
        if (distribution instanceof Distribution.Real real) {
            return "[%s, %s]".formatted(Numbers.text(real.low()), Numbers.text(real.high()));
        }
        return distribution instanceof Distribution.Whole whole
                ? "[%s, %s]".formatted(whole.low(), whole.high())
                : String.valueOf(((Distribution.Choices) distribution).choices());
    }

    private static String text(Parameter<?> parameter) {
        if (parameter instanceof RealParameter real) {
            return "[%s, %s]".formatted(Numbers.text(real.low()), Numbers.text(real.high()));
        }
        return parameter instanceof IntParameter whole
                ? "[%s, %s]".formatted(whole.low(), whole.high())
                : String.valueOf(((ChoiceParameter<?>) parameter).choices());
    }

    /** An enqueued value may be outside the range from which it is said to be drawn. */
    private static boolean isInside(Distribution distribution, double value) {
        if (distribution instanceof Distribution.Real real) {
            double rounding = real.step() > 0 ? 1e-6 * real.step() : 0;
            return value >= real.low() - rounding && value <= real.high() + rounding;
        }
        return !(distribution instanceof Distribution.Whole whole) || value >= whole.low() && value <= whole.high();
    }

    private static boolean isInside(Parameter<?> parameter, double value) {
        if (parameter instanceof ChoiceParameter<?> choice) {
            return value >= 0 && value < choice.choices().size() && value == Math.rint(value);
        }
        try {
            Object there = parameter.valueOf(value);
            return there instanceof Number number
                    && Math.abs(number.doubleValue() - value) <= 2 * Math.ulp(value); // a step is decimal
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Of a choice; 1 is 1.0 where there is no 1, as in Python. */
    private int place(String name, JsonNode value) {
        List<JsonNode> kinds = Objects.requireNonNull(choices.get(name));
        int exact = kinds.indexOf(value);
        return exact >= 0 || !value.isNumber()
                ? exact
                : IntStream.range(0, kinds.size())
                        .filter(i -> kinds.get(i).isNumber() && kinds.get(i).doubleValue() == value.doubleValue())
                        .findFirst()
                        .orElse(-1);
    }

    private Object fixed(Parameter<?> parameter, JsonNode value) {
        if (parameter instanceof ChoiceParameter<?> choice) {
            return choice.choices().get(place(choice.name(), value));
        }
        return value.doubleValue();
    }

    private static Object value(Parameter<?> parameter, Suggested suggested) {
        if (parameter instanceof ChoiceParameter<?> choice) {
            return choice.choices().get((int) suggested.value());
        }
        return suggested.value();
    }

    private Parameter<?> parameter(String name, List<Distribution> union) {
        Distribution first = union.get(0);
        if (union.stream().anyMatch(d -> d.getClass() != first.getClass())
                || first instanceof Distribution.Choices && union.size() > 1) {
            throw new IllegalArgumentException("parameter '%s' is of several kinds: %s".formatted(name, union));
        }
        if (union.size() > 1) {
            remarks.add("'%s' was suggested from several ranges: its range is their union".formatted(name));
        }
        if (first instanceof Distribution.Choices kinds) {
            return choice(name, kinds.choices());
        }
        if (first instanceof Distribution.Whole) {
            return whole(name, union.stream().map(d -> (Distribution.Whole) d).toList());
        }
        return real(name, union.stream().map(d -> (Distribution.Real) d).toList());
    }

    private static Parameter<?> real(String name, List<Distribution.Real> union) {
        double low = union.stream().mapToDouble(Distribution.Real::low).min().orElseThrow();
        double high = union.stream().mapToDouble(Distribution.Real::high).max().orElseThrow();
        boolean log = union.stream().allMatch(Distribution.Real::log);
        double step = union.get(0).step();
        boolean stepped = step > 0 && low < high && union.size() == 1;
        return new RealParameter(name, low, high, log ? Scale.LOG : Scale.LINEAR, stepped ? step : 0);
    }

    private static Parameter<?> whole(String name, List<Distribution.Whole> union) {
        long low = union.stream().mapToLong(Distribution.Whole::low).min().orElseThrow();
        long high = union.stream().mapToLong(Distribution.Whole::high).max().orElseThrow();
        boolean log = union.stream().allMatch(Distribution.Whole::log);
        long step = union.size() == 1 ? union.get(0).step() : 1;
        if (low != (int) low || high != (int) high) {
            throw new IllegalArgumentException("parameter '%s' has the range [%s, %s]: whole numbers end at %s here"
                    .formatted(name, low, high, Integer.MAX_VALUE));
        }
        if (step != (int) step) {
            throw new IllegalArgumentException(
                    "parameter '%s' has the step %s: steps end at %s here".formatted(name, step, Integer.MAX_VALUE));
        }
        return new IntParameter(name, (int) low, (int) high, log ? Scale.LOG : Scale.LINEAR, (int)
                Math.min(step, Math.max(1, high - low)));
    }

    private Parameter<?> choice(String name, List<JsonNode> kinds) {
        choices.put(name, kinds);
        if (!kinds.stream().allMatch(kind -> kind.isString() || kind.isBoolean() || kind.isInt() || kind.isDouble())) {
            renamed.put(name, kinds);
        }
        try {
            return new ChoiceParameter<>(
                    name, kinds.stream().map(OptunaSpace::plain).toList(), false);
        } catch (IllegalArgumentException alike) { // such as 1 and "1"
            remarks.add("choices of '%s' read alike: they are numbered".formatted(name));
            renamed.put(name, kinds);
            return new ChoiceParameter<>(
                    name,
                    IntStream.range(0, kinds.size())
                            .mapToObj(i -> i + ": " + kinds.get(i))
                            .toList(),
                    false);
        }
    }

    private static Object plain(JsonNode choice) {
        if (choice.isString()) {
            return choice.stringValue();
        }
        if (choice.isBoolean()) {
            return choice.booleanValue();
        }
        if (choice.isInt()) {
            return choice.intValue();
        }
        if (choice.isNumber()) {
            return choice.doubleValue();
        }
        return choice.isNull() ? "None" : choice.toString();
    }
}

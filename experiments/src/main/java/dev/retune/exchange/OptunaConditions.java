package dev.retune.exchange;

import dev.retune.exchange.OptunaStudy.OptunaTrial;
import dev.retune.exchange.OptunaStudy.Suggested;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Condition;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * When parameters are active, inferred from the trials that have them and those that do not. A parent is one suggested
 * earlier, in every trial that has the child; the parent's values there are those for which the child is active.
 * Parents are taken until every completed trial without the child is explained: first that which explains most of them,
 * among equals a choice rather than a number, then the one suggested last.
 */
final class OptunaConditions {

    private static final int MOST_VALUES = 1000;

    private final List<OptunaTrial> trials;
    private final List<Parameter<?>> parents = new ArrayList<>(); // choices first, each kind from the last to the first

    OptunaConditions(List<OptunaTrial> trials) {
        this.trials = trials;
    }

    /** From now on the parameter may be a parent. */
    void declared(Parameter<?> parameter) {
        int choices = (int)
                parents.stream().takeWhile(ChoiceParameter.class::isInstance).count();
        parents.add(parameter instanceof ChoiceParameter ? 0 : choices, parameter);
    }

    /** All of these must hold for the child to be active; nothing if no parameter so far explains when it is. */
    Optional<List<Condition>> of(Parameter<?> child) {
        List<OptunaTrial> with =
                trials.stream().filter(trial -> has(trial, child)).toList();
        // a trial that was pruned, failed or still runs may not have come so far as to suggest it
        List<OptunaTrial> without = trials.stream()
                .filter(trial -> trial.state().equals("COMPLETE"))
                .filter(trial -> !has(trial, child))
                .toList();
        List<Condition> conditions = new ArrayList<>();
        while (!without.isEmpty()) {
            Condition best = null;
            List<OptunaTrial> unexplained = without;
            for (Parameter<?> parent : parents) {
                Optional<Condition> condition = condition(parent, with, without);
                if (condition.isPresent()) {
                    Condition candidate = condition.get();
                    List<OptunaTrial> left = without.stream()
                            .filter(trial -> holds(candidate, trial))
                            .toList();
                    if (left.size() < unexplained.size()) {
                        unexplained = left;
                        best = candidate;
                    }
                }
            }
            if (best == null) {
                return Optional.empty();
            }
            conditions.add(best);
            without = unexplained;
        }
        return Optional.of(conditions);
    }

    private static boolean has(OptunaTrial trial, Parameter<?> parameter) {
        return trial.parameters().containsKey(parameter.name());
    }

    /** The widest condition on this parent that all trials with the child keep. */
    private static Optional<Condition> condition(
            Parameter<?> parent, Collection<OptunaTrial> with, Collection<OptunaTrial> without) {
        if (!with.stream().allMatch(trial -> has(trial, parent))) {
            return Optional.empty();
        }
        TreeSet<Integer> active = values(parent, with);
        if (parent instanceof ChoiceParameter<?> choice) {
            return Optional.of(new Condition(
                    choice, active.stream().map(choice.choices()::get).toList()));
        }
        if (parent instanceof IntParameter whole && whole.size() <= MOST_VALUES) {
            // layers >= 2: a bound where trials without the child lie beyond it, a gap where each value has been seen
            TreeSet<Integer> inactive = values(parent, without);
            TreeSet<Integer> seen = new TreeSet<>(active);
            seen.addAll(inactive);
            boolean isSeen = seen.size() == whole.size();
            int low = inactive.lower(active.first()) == null ? whole.low() : active.first();
            int high = inactive.higher(active.last()) == null ? whole.high() : active.last();
            List<Integer> values = IntStream.range(0, (int) whole.size())
                    .mapToObj(whole::valueAt)
                    .filter(value -> isSeen ? active.contains(value) : value >= low && value <= high)
                    .toList();
            return values.isEmpty() ? Optional.empty() : Optional.of(new Condition(whole, values));
        }
        return Optional.empty();
    }

    private static TreeSet<Integer> values(Parameter<?> parent, Collection<OptunaTrial> trials) {
        TreeSet<Integer> values = new TreeSet<>();
        for (OptunaTrial trial : trials) {
            Suggested suggested = trial.parameters().get(parent.name());
            if (suggested != null) {
                values.add((int) suggested.value());
            }
        }
        return values;
    }

    private static boolean holds(Condition condition, OptunaTrial trial) {
        Suggested suggested = trial.parameters().get(condition.parent().name());
        if (suggested == null) {
            return false;
        }
        Object value = condition.parent() instanceof ChoiceParameter<?> choice
                ? choice.choices().get((int) suggested.value())
                : (Object) (int) suggested.value();
        return condition.values().contains(value);
    }
}

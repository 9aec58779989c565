package dev.retune.trial;

import dev.retune.trial.TrialRecord.State;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of ended trials, from the best to the worst; values are losses. The best trial, promotion to the next rung
 * and pruning all use it.
 *
 * <p>First come completed feasible trials, by loss; then pruned ones, by descending last step, then by loss; then
 * infeasible ones, by total violation, then by loss; then failed ones and those without a finite loss. Losses are
 * comparable at the same resource only.
 *
 * <p>With several targets, trials are compared by domination: one dominates another if none of its losses is larger and
 * one is smaller.
 */
public final class Ranking {

    /** The best first, the earlier of equals first; for trials with one loss. */
    public static final Comparator<TrialRecord> BEST_FIRST = Ranking::compare;

    private static final Comparator<TrialRecord> MOST_RESOURCE =
            Comparator.comparingDouble((TrialRecord t) -> -t.resource()).thenComparing(BEST_FIRST);

    private static final int FEASIBLE = 0;
    private static final int STOPPED = 1;
    private static final int INFEASIBLE = 2;
    private static final int WITHOUT_LOSS = 3;

    private Ranking() {}

    private static int compare(TrialRecord one, TrialRecord other) {
        int order = compareRanks(one, other);
        order = order != 0 ? order : Double.compare(one.value(), other.value());
        return order != 0 ? order : Integer.compare(one.number(), other.number());
    }

    /** Compares everything except the losses. */
    private static int compareRanks(TrialRecord one, TrialRecord other) {
        int rank = rank(one);
        int order = Integer.compare(rank, rank(other));
        if (order == 0 && rank != FEASIBLE) {
            order = Integer.compare(stoppedAt(other), stoppedAt(one));
            order = order != 0 ? order : Double.compare(violation(one), violation(other));
        }
        return order;
    }

    private static int stoppedAt(TrialRecord trial) {
        return trial.state() == State.PRUNED ? trial.lastStep() : 0;
    }

    private static int rank(TrialRecord trial) {
        Outcome end = trial.outcome().orElse(null);
        if (end instanceof Outcome.Completed completed) {
            return rank(completed.measurement(), FEASIBLE);
        }
        return end instanceof Outcome.Pruned pruned ? rank(pruned.measurement(), STOPPED) : WITHOUT_LOSS;
    }

    private static int rank(Measurement losses, int otherwise) {
        return !isFinite(losses) ? WITHOUT_LOSS : losses.violation() > 0 ? INFEASIBLE : otherwise;
    }

    private static boolean isFinite(Measurement losses) {
        for (MetricValue loss : losses.metrics()) {
            if (!Double.isFinite(loss.value())) {
                return false;
            }
        }
        return true;
    }

    /** The total violation of its constraints; 0 if they are satisfied, or the trial has not ended. */
    public static double violation(TrialRecord trial) {
        Outcome end = trial.outcome().orElse(null);
        if (end instanceof Outcome.Completed completed) {
            return completed.measurement().violation();
        }
        return end instanceof Outcome.Pruned pruned ? pruned.measurement().violation() : 0;
    }

    /** Whether the trial completed with finite losses and satisfies its constraints. */
    public static boolean isFeasible(TrialRecord trial) {
        return trial.state() == State.COMPLETED && rank(trial) == FEASIBLE;
    }

    /**
     * The best of the feasible trials with the largest resource, the earliest of equals.
     *
     * @throws IllegalStateException if there are several targets: see {@link #front}
     */
    public static Optional<TrialRecord> best(Collection<TrialRecord> trials) {
        Optional<TrialRecord> best = trials.stream().filter(Ranking::isFeasible).min(MOST_RESOURCE);
        best.flatMap(TrialRecord::measurement).ifPresent(losses -> {
            if (losses.metrics().size() > 1) {
                throw new IllegalStateException(
                        "Trials with %s losses have no order, so there is no best one: use the Pareto front"
                                .formatted(losses.metrics().size()));
            }
        });
        return best;
    }

    /**
     * Of the feasible trials with the largest resource, those that no other one dominates, by ascending number, the
     * first of equal ones. With one target that is the best trial.
     */
    public static List<TrialRecord> front(Collection<TrialRecord> trials) {
        List<TrialRecord> front = new ArrayList<>();
        trials.stream()
                .filter(Ranking::isFeasible)
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .forEach(trial -> join(front, trial));
        front.sort(Comparator.comparingInt(TrialRecord::number));
        return List.copyOf(front);
    }

    /**
     * Adds a feasible trial to a front, unless a member has a larger resource, dominates it, or is equal and earlier;
     * removes the members that it surpasses.
     *
     * @return whether it was added
     */
    public static boolean join(List<TrialRecord> front, TrialRecord trial) {
        for (TrialRecord member : front) {
            boolean isEqual = member.resource() == trial.resource() && Arrays.equals(losses(member), losses(trial));
            if (surpasses(member, trial) || isEqual && member.number() < trial.number()) {
                return false;
            }
        }
        front.removeIf(member -> surpasses(trial, member)
                || member.resource() == trial.resource() && Arrays.equals(losses(member), losses(trial)));
        front.add(trial);
        return true;
    }

    private static boolean surpasses(TrialRecord one, TrialRecord other) {
        return one.resource() != other.resource()
                ? one.resource() > other.resource()
                : dominates(losses(one), losses(other));
    }

    /** The losses, one per target. */
    static double[] losses(TrialRecord trial) {
        return trial.measurement().orElseThrow().metrics().stream()
                .mapToDouble(MetricValue::value)
                .toArray();
    }

    /** Whether no loss of the first is larger than the second's, and at least one is smaller. */
    public static boolean dominates(double[] one, double[] other) {
        boolean smaller = false;
        for (int i = 0; i < one.length; i++) {
            if (one[i] > other[i]) {
                return false;
            }
            smaller |= one[i] < other[i];
        }
        return smaller;
    }

    /**
     * Ended trials, the best first. With several targets, trials that are otherwise equal are ordered by the layers of
     * non-dominated sorting: those that none dominates, then those that only these dominate, and so on (Deb et al.
     * 2002, "NSGA-II"); within a layer by number.
     */
    public static List<TrialRecord> sorted(Collection<TrialRecord> ended) {
        boolean several = ended.stream()
                .flatMap(trial -> trial.measurement().stream())
                .anyMatch(losses -> losses.metrics().size() > 1);
        if (!several) {
            return ended.stream().sorted(BEST_FIRST).toList();
        }
        Comparator<TrialRecord> byRank = Ranking::compareRanks;
        Map<TrialRecord, Integer> layers = layers(ended);
        return ended.stream()
                .sorted(byRank.thenComparingInt((TrialRecord t) -> layers.getOrDefault(t, Integer.MAX_VALUE))
                        .thenComparingInt(TrialRecord::number))
                .toList();
    }

    /** The layer of each trial with finite losses, among the trials of the same rank and violation. */
    private static Map<TrialRecord, Integer> layers(Collection<TrialRecord> ended) {
        Map<List<Object>, List<TrialRecord>> groups = new HashMap<>();
        for (TrialRecord trial : ended) {
            if (rank(trial) != WITHOUT_LOSS) {
                groups.computeIfAbsent(
                                List.of(rank(trial), stoppedAt(trial), violation(trial)), key -> new ArrayList<>())
                        .add(trial);
            }
        }
        Map<TrialRecord, Integer> layers = new HashMap<>();
        for (List<TrialRecord> group : groups.values()) {
            List<TrialRecord> left = new ArrayList<>(group);
            for (int layer = 0; !left.isEmpty(); layer++) {
                List<TrialRecord> all = List.copyOf(left);
                int now = layer;
                left.removeIf(trial -> all.stream().noneMatch(other -> dominates(losses(other), losses(trial)))
                        && layers.put(trial, now) == null);
            }
        }
        return layers;
    }
}

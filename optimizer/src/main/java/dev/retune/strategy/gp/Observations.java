package dev.retune.strategy.gp;

import dev.retune.internal.numerics.UnitInterval;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Ranking;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ended trials as observations of the loss, or of a constraint that is known only after the trial.
 *
 * @param constraint its name, or {@link #LOSS}
 * @param trials n ended trials, by number
 * @param rows n points by {@link Features}
 * @param losses n losses, or violations of the constraint; NaN for a failed trial, which counts as the worst
 * @param variances n variances of the losses, estimated from their folds; 0 without folds
 */
@SuppressWarnings("ArrayRecordComponent")
record Observations(
        Features features,
        String constraint,
        List<TrialRecord> trials,
        double[][] rows,
        double[] losses,
        double[] variances) {

    /** Stands for the loss in place of the name of a constraint. */
    static final String LOSS = "";

    /** The losses of the ended trials of a history. */
    static Observations of(Features features, History history) {
        return of(
                features,
                LOSS,
                history.trials().stream().filter(t -> t.outcome().isPresent()).toList());
    }

    /** The observations of each constraint, from the trials that measured them. */
    List<Observations> constraints() {
        Set<String> names = new LinkedHashSet<>();
        trials.forEach(
                t -> t.measurement().ifPresent(m -> names.addAll(m.constraints().keySet())));
        return names.stream()
                .map(name -> of(
                        features,
                        name,
                        trials.stream()
                                .filter(t -> t.measurement()
                                        .filter(m -> m.constraints().containsKey(name))
                                        .isPresent())
                                .toList()))
                .toList();
    }

    private static Observations of(Features features, String constraint, List<TrialRecord> finished) {
        Resource resource = features.resource();
        double median = median(finished);
        boolean counted = isCountedBySteps(resource, finished);
        int n = finished.size();
        double[][] rows = new double[n][];
        double[] losses = new double[n];
        double[] variances = new double[n];
        for (int i = 0; i < n; i++) {
            TrialRecord trial = finished.get(i);
            rows[i] = features.of(trial.configuration(), position(resource, spent(trial, counted)));
            if (constraint.equals(LOSS)) {
                losses[i] = loss(trial, counted, median);
                double error =
                        trial.measurement().map(Measurement::standardError).orElse(Double.NaN);
                variances[i] = Double.isFinite(error) ? error * error : 0;
            } else {
                losses[i] = Objects.requireNonNull(
                        trial.measurement().orElseThrow().constraints().get(constraint));
            }
        }
        return new Observations(features, constraint, finished, rows, losses, variances);
    }

    /**
     * Whether steps count the resource, as they do if both are epochs, but not if steps are folds or trees and the
     * resource is a fraction of the data: whether completed trials have about as many steps as resource.
     */
    private static boolean isCountedBySteps(Resource resource, List<TrialRecord> finished) {
        double[] ratios = finished.stream()
                .filter(t -> t.state() == State.COMPLETED && t.lastStep() > 0)
                .mapToDouble(t -> t.lastStep() / t.resource())
                .toArray();
        return resource.isFidelity()
                && ratios.length > 0
                && Arrays.stream(ratios).allMatch(ratio -> ratio >= 0.5 && ratio <= 1);
    }

    /**
     * A pruned trial was not promising: unless its resource explains its loss, it counts as no better than the median.
     */
    private static double loss(TrialRecord trial, boolean counted, double median) {
        boolean comparable = trial.state() == State.COMPLETED || counted && trial.lastStep() > 0;
        return comparable || Double.isNaN(median) ? trial.value() : Math.max(trial.value(), median);
    }

    private static double median(List<TrialRecord> finished) {
        double[] values = finished.stream()
                .filter(t -> t.state() == State.COMPLETED)
                .mapToDouble(TrialRecord::value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    /** The resource that a trial used. */
    private static double spent(TrialRecord trial, boolean counted) {
        boolean stopped = trial.state() == State.PRUNED && counted && trial.lastStep() > 0;
        return stopped ? trial.lastStep() : trial.resource();
    }

    /** The position of an amount of the resource on [0, 1], on a log scale. */
    static double position(Resource resource, double spent) {
        if (!resource.isFidelity()) {
            return 1;
        }
        double low = Math.log(resource.min());
        double high = Math.log(resource.max());
        if (low == high) { // the ends are neighbouring numbers
            return spent < resource.max() ? 0 : 1;
        }
        return UnitInterval.clamp((Math.log(spent) - low) / (high - low));
    }

    int size() {
        return rows.length;
    }

    /** Whether trial i has a loss and is feasible. */
    boolean isFeasible(int i) {
        return Double.isFinite(losses[i]) && Ranking.violation(trials.get(i)) <= 0;
    }

    /** The number of losses that are not NaN. */
    long usable() {
        return Arrays.stream(losses).filter(Double::isFinite).count();
    }

    /** The observations of the first n trials only. */
    Observations first(int n) {
        return n == size() ? this : of(features, constraint, trials.subList(0, n));
    }

    /** A subset of n: one half are the best, feasible ones first; the other half is spread evenly over the others. */
    Observations spread(int n) {
        return take(chosen(n));
    }

    /**
     * All of them, or at most n and a tenth: a {@link #spread} that is chosen anew whenever a tenth of n was added, and
     * the trials added since.
     */
    Observations recent(int n) {
        int step = n / 10;
        if (size() < n + step) {
            return this;
        }
        int settled = size() - size() % step;
        int[] chosen = Arrays.copyOf(first(settled).chosen(n), n + size() - settled);
        Arrays.setAll(chosen, i -> i < n ? chosen[i] : settled + i - n);
        return take(chosen);
    }

    /** The indices of a spread, ascending. */
    private int[] chosen(int n) {
        Integer[] order = IntStream.range(0, losses.length).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.comparing((Integer i) -> !isFeasible(i))
                        .thenComparingDouble(i -> Double.isNaN(losses[i]) ? Double.POSITIVE_INFINITY : losses[i]));
        int best = n / 2;
        int rest = n - best;
        int[] chosen = new int[n];
        for (int i = 0; i < best; i++) {
            chosen[i] = order[i];
        }
        for (int i = 0; i < rest; i++) {
            chosen[best + i] = order[best + (int) ((long) i * (losses.length - best) / rest)];
        }
        Arrays.sort(chosen);
        return chosen;
    }

    private Observations take(int[] chosen) {
        return new Observations(
                features,
                constraint,
                Arrays.stream(chosen).mapToObj(trials::get).toList(),
                Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(double[][]::new),
                Arrays.stream(chosen).mapToDouble(i -> losses[i]).toArray(),
                Arrays.stream(chosen).mapToDouble(i -> variances[i]).toArray());
    }

    /** The variances in the units of the targets, at most the variance of the targets. */
    double[] noise(OutcomeTransform targets) {
        double slope = targets.slope();
        return Arrays.stream(variances)
                .map(v -> v == 0 ? 0 : Math.min(v * slope * slope, 1)) // the slope may be infinite
                .toArray();
    }
}

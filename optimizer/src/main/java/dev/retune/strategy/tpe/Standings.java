package dev.retune.strategy.tpe;

import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Who did how well, as indices into a history.
 *
 * @param completed trials with a loss that keep their constraints, in the order of the history
 * @param losses of the completed ones; infinite and NaN ones have become failures
 * @param others that have ended: pruned ones, those that came further first and then by value, then those that break their
 *     constraints, the least broken first, then failed ones
 * @param unfinished waiting and running trials
 */
record Standings(int[] completed, double[] losses, List<Integer> others, List<Integer> unfinished) {

    /**
     * The standings of the trials that teach: where trials differ in resource, those with the largest resource that
     * {@code enough} of them ended with, or with the most common one. Losses at different resources do not compare.
     */
    static Standings of(History history, int enough) {
        List<TrialRecord> trials = history.trials();
        OptionalDouble level = history.resource().isFidelity() ? level(trials, enough) : OptionalDouble.empty();
        int[] completed = new int[trials.size()];
        double[] losses = new double[trials.size()];
        int count = 0;
        List<Integer> others = new ArrayList<>();
        List<Integer> unfinished = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            TrialRecord trial = trials.get(i);
            State state = trial.state();
            if (state == State.WAITING || state == State.RUNNING) {
                unfinished.add(i);
            } else if (level.isEmpty() || trial.resource() == level.getAsDouble()) {
                if (state == State.COMPLETED && Double.isFinite(trial.value()) && isFeasible(trial)) {
                    completed[count] = i;
                    losses[count++] = trial.value();
                } else {
                    others.add(i);
                }
            }
        }
        others.sort(Comparator.comparing(trials::get, OTHERS));
        return new Standings(Arrays.copyOf(completed, count), Arrays.copyOf(losses, count), others, unfinished);
    }

    private static final Comparator<TrialRecord> OTHERS = Comparator.comparingInt(Standings::rank)
            .thenComparingInt(t -> -t.lastStep())
            .thenComparingDouble(Standings::violation)
            .thenComparingDouble(TrialRecord::value);

    private static int rank(TrialRecord trial) {
        return trial.measurement().isEmpty() || !Double.isFinite(trial.value()) ? 2 : isFeasible(trial) ? 0 : 1;
    }

    private static boolean isFeasible(TrialRecord trial) {
        return trial.measurement().map(Measurement::isFeasible).orElse(false);
    }

    private static double violation(TrialRecord trial) {
        return trial.measurement()
                .map(m -> m.constraints().stream()
                        .mapToDouble(c -> Math.max(c, 0))
                        .sum())
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static OptionalDouble level(List<TrialRecord> trials, int enough) {
        Map<Double, Integer> counts = new HashMap<>();
        for (TrialRecord trial : trials) {
            if (trial.measurement().isPresent()) {
                counts.merge(trial.resource(), 1, Integer::sum);
            }
        }
        int most = counts.values().stream().mapToInt(c -> c).max().orElse(0);
        return counts.entrySet().stream()
                .filter(e -> e.getValue() >= Math.min(enough, most))
                .mapToDouble(Map.Entry::getKey)
                .max();
    }

    int ended() {
        return completed.length + others.size();
    }
}

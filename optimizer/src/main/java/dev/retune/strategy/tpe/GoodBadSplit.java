package dev.retune.strategy.tpe;

import dev.retune.trial.History;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The trials of a history in the order of their results, as indices.
 *
 * @param sound completed feasible trials, in the order of the history
 * @param losses of the feasible ones
 * @param others that have ended, from the best to the worst
 * @param unfinished waiting and running trials
 */
record GoodBadSplit(int[] sound, double[] losses, List<Integer> others, List<Integer> unfinished) {

    /**
     * The split at the resource with which {@code enough} trials were measured; losses at other resources are not
     * comparable.
     */
    static GoodBadSplit of(History history, int enough) {
        List<TrialRecord> trials = history.trials();
        boolean isFidelity = history.resource().isFidelity();
        double resource = history.modelResource(enough);
        int[] sound = new int[trials.size()];
        double[] losses = new double[trials.size()];
        int count = 0;
        List<Integer> others = new ArrayList<>();
        List<Integer> unfinished = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            TrialRecord trial = trials.get(i);
            if (trial.outcome().isEmpty()) {
                unfinished.add(i);
            } else if (!isFidelity || trial.resource() == resource) {
                if (Ranking.isFeasible(trial)) {
                    sound[count] = i;
                    losses[count++] = trial.value();
                } else {
                    others.add(i);
                }
            }
        }
        others.sort(Comparator.comparing(trials::get, Ranking.BEST_FIRST));
        return new GoodBadSplit(Arrays.copyOf(sound, count), Arrays.copyOf(losses, count), others, unfinished);
    }

    int ended() {
        return sound.length + others.size();
    }
}

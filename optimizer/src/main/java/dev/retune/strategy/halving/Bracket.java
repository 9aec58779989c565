package dev.retune.strategy.halving;

import dev.retune.strategy.Proposal;
import dev.retune.trial.Ranking;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of successive halving: n trials start on the first rung, and when all trials on a rung have ended, the best
 * 1/η of them are promoted to the next. Filled by replaying a history.
 */
final class Bracket {

    private final Rungs rungs;
    private final int lowest;
    private final int[] sizes;
    private final List<List<TrialRecord>> trials = new ArrayList<>();
    private final Set<Integer> promoted = new HashSet<>();

    /** A bracket of {@code n} configurations that starts on the rung {@code lowest} of the ladder. */
    Bracket(Rungs rungs, int lowest, int n) {
        this.rungs = rungs;
        this.lowest = lowest;
        this.sizes = new int[rungs.size() - lowest];
        for (int i = 0, size = n; i < sizes.length; i++, size /= rungs.eta()) {
            sizes[i] = Math.max(size, 1);
            trials.add(new ArrayList<>());
        }
    }

    boolean isFull() {
        return trials.get(0).size() == sizes[0];
    }

    double firstLevel() {
        return rungs.level(lowest);
    }

    /** Adds a trial that starts here; false if its resource is not that of the first rung. */
    boolean start(TrialRecord trial) {
        if (isFull() || !rungs.isOn(lowest, trial)) {
            return false;
        }
        return trials.get(0).add(trial);
    }

    /**
     * Adds a trial that continues {@code parent}, a trial of this bracket; false if its resource is not that of the
     * next rung.
     */
    boolean climb(int parent, TrialRecord trial) {
        for (int i = 0; i + 1 < sizes.length; i++) {
            if (trials.get(i).stream().anyMatch(t -> t.number() == parent)) {
                return rungs.isOn(lowest + i + 1, trial)
                        && promoted.add(parent)
                        && trials.get(i + 1).add(trial);
            }
        }
        return false;
    }

    /**
     * The next trial to promote, if all trials of a rung have ended.
     *
     * @param closed whether no more trials will start, so that the first rung is as full as it will be
     */
    Optional<Proposal> promotion(boolean closed) {
        int expected = closed ? trials.get(0).size() : sizes[0];
        for (int i = 0; i + 1 < sizes.length; i++) {
            List<TrialRecord> rung = trials.get(i);
            if (rung.size() < expected
                    || rung.isEmpty()
                    || rung.stream().anyMatch(t -> t.outcome().isEmpty())) {
                return Optional.empty();
            }
            int quota = rung.size() >= sizes[i] ? sizes[i + 1] : Math.max(rung.size() / rungs.eta(), 1);
            List<TrialRecord> best = rung.stream()
                    .filter(Rungs::isPromotable)
                    .sorted(Ranking.BEST_FIRST)
                    .limit(quota)
                    .toList();
            for (TrialRecord trial : best) {
                if (!promoted.contains(trial.number())) {
                    return Optional.of(
                            Proposal.continuing(trial.number(), trial.configuration(), rungs.level(lowest + i + 1)));
                }
            }
            expected = best.size();
        }
        return Optional.empty();
    }
}

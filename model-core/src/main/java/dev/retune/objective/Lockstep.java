package dev.retune.objective;

import dev.retune.learner.Learner;
import dev.retune.learner.Training;
import dev.retune.numerics.Randomness;
import dev.retune.objective.CrossValidatedObjective.Part;
import dev.retune.validation.Metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The trainings of all folds, each at the same step. */
final class Lockstep {

    private final long seed;
    private final List<Fold> folds;
    private final List<Double> costs; // one a step

    private Lockstep(long seed, List<Fold> folds, List<Double> costs) {
        this.seed = seed;
        this.folds = folds;
        this.costs = new ArrayList<>(costs);
    }

    /** @throws FoldFailed if a fold cannot be trained */
    static Lockstep start(Learner learner, Map<String, ?> values, List<Part> parts, Metric metric, long seed) {
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long foldSeed = foldSeed(seed, i);
            Training training = FoldFailed.in(i, parts.size(), () -> learner.start(values, part.training(), foldSeed));
            folds.add(new Fold(i, parts.size(), training, part.validation(), metric));
        }
        return new Lockstep(seed, folds, List.of());
    }

    /** @throws IllegalArgumentException if the checkpoint is damaged, or of other values or data */
    static Lockstep resume(Learner learner, Map<String, ?> values, List<Part> parts, Metric metric, byte[] bytes) {
        Checkpoint checkpoint = Checkpoint.fromBytes(bytes);
        if (checkpoint.folds().size() != parts.size()) {
            throw new IllegalArgumentException(
                    "the checkpoint has " + checkpoint.folds().size() + " folds, not " + parts.size());
        }
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Training training =
                    learner.resume(checkpoint.folds().get(i), values, part.training(), foldSeed(checkpoint.seed(), i));
            folds.add(new Fold(i, parts.size(), training, part.validation(), metric));
        }
        return new Lockstep(checkpoint.seed(), folds, checkpoint.costs());
    }

    private static long foldSeed(long seed, int fold) {
        return Randomness.derive(seed, fold, "fold").nextLong();
    }

    /**
     * Trains one step of each fold that has one left.
     *
     * @return whether there was one
     * @throws FoldFailed if one fails; the cost there is kept
     * @throws InterruptedException if the thread is interrupted; the folds that were not trained are next time
     */
    boolean advance() throws InterruptedException {
        int next = step() + 1;
        boolean advanced = false;
        for (Fold fold : folds) {
            CrossValidatedObjective.throwIfInterrupted();
            try {
                advanced |= fold.advanceTo(next);
            } catch (FoldFailed e) {
                if (Double.isFinite(fold.cost())) {
                    costs.add(fold.cost());
                }
                throw e;
            }
        }
        if (advanced) {
            costs.add(folds.stream().mapToDouble(Fold::cost).average().orElseThrow());
        }
        return advanced;
    }

    /** How many steps are done. */
    int step() {
        return costs.size();
    }

    /** The mean training cost after each step. */
    List<Double> costs() {
        return List.copyOf(costs);
    }

    /** The score of each fold after the last step. */
    List<Double> scores() {
        return folds.stream().map(Fold::score).toList();
    }

    byte[] checkpoint() {
        return new Checkpoint(seed, costs, folds.stream().map(Fold::checkpoint).toList()).toBytes();
    }
}

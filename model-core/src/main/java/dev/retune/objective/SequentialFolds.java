package dev.retune.objective;

import dev.retune.objective.Checkpoint.Finished;
import dev.retune.study.Trial;
import dev.retune.trial.Measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains the folds one after the other; the step of a report is the number of the fold, counted from 1. With several
 * threads, as many folds are in training at once, but they are reported in order. A resumed trial reports the folds
 * again that it has already.
 */
final class SequentialFolds implements FoldSchedule {

    private final TrialPlan plan;
    private final FoldExecutor executor;
    private final boolean own;
    private final List<Finished> finished = new ArrayList<>(); // reported, or to be reported again
    private final List<FoldTraining> open = new ArrayList<>(); // the next ones, in order
    private Optional<FoldTraining> failed = Optional.empty();

    /** @param own whether the score of each fold is reported, or the mean of those so far */
    private SequentialFolds(TrialPlan plan, FoldExecutor executor, boolean own) {
        this.plan = plan;
        this.executor = executor;
        this.own = own;
    }

    static SequentialFolds start(TrialPlan plan, FoldExecutor executor, boolean own) {
        return new SequentialFolds(plan, executor, own);
    }

    /**
     * @throws IllegalArgumentException if the checkpoint belongs to other hyperparameters or data, or has more folds
     */
    static SequentialFolds resume(TrialPlan plan, FoldExecutor executor, boolean own, Checkpoint checkpoint) {
        int done = checkpoint.finished().size();
        if (done + checkpoint.open().size() > plan.size()) {
            throw new IllegalArgumentException(
                    "the checkpoint has " + (done + checkpoint.open().size()) + " folds, more than " + plan.size());
        }
        SequentialFolds run = new SequentialFolds(plan, executor, own);
        run.finished.addAll(checkpoint.finished());
        for (int i = 0; i < checkpoint.open().size(); i++) {
            run.open.add(plan.resume(done + i, checkpoint.open().get(i)));
        }
        return run;
    }

    @Override
    public Measurement run(Trial trial) throws InterruptedException {
        for (int fold = 1; fold <= finished.size(); fold++) {
            report(trial, fold);
        }
        while (finished.size() < plan.size()) {
            int wave = Math.min(executor.size(), plan.size() - finished.size());
            while (open.size() < wave) {
                open.add(plan.start(finished.size() + open.size()));
            }
            Optional<FoldFailedException> failure = Optional.empty();
            try {
                executor.each(List.copyOf(open.subList(0, wave)), fold -> fold.finish(trial::throwIfStopped));
            } catch (FoldFailedException e) {
                failure = Optional.of(e);
            }
            while (!open.isEmpty() && open.get(0).isComplete()) {
                FoldTraining fold = open.remove(0);
                finished.add(new Finished(fold.score(), fold.losses()));
                fold.close();
                report(trial, finished.size());
            }
            if (failure.isPresent()) {
                failed = Optional.of(open.get(0));
                throw failure.get();
            }
        }
        return measurement();
    }

    private void report(Trial trial, int fold) {
        trial.report(fold, own ? finished.get(fold - 1).score() : upTo(fold).value());
    }

    private Measurement upTo(int fold) {
        return Measurement.ofFolds(
                finished.subList(0, fold).stream().map(Finished::score).toList());
    }

    @Override
    public Measurement measurement() {
        return upTo(finished.size());
    }

    @Override
    public List<Double> losses() {
        List<List<Double>> curves = new ArrayList<>();
        finished.forEach(fold -> curves.add(fold.losses()));
        failed.ifPresent(fold -> {
            List<Double> curve = new ArrayList<>(fold.losses());
            fold.failedAt().ifPresent(curve::add);
            curves.add(curve);
        });
        return FoldSchedule.mean(curves);
    }

    @Override
    public void close() {
        open.forEach(FoldTraining::close);
    }

    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(
                plan.seed(),
                plan.share(),
                0,
                List.copyOf(finished),
                open.stream().map(FoldTraining::checkpoint).toList());
    }
}

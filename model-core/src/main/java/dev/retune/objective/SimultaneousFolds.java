package dev.retune.objective;

import dev.retune.study.Trial;
import dev.retune.trial.Measurement;

import java.util.List;
import java.util.stream.IntStream;

/** Trains all folds simultaneously, step by step, and reports the mean score with the step. */
final class SimultaneousFolds implements FoldSchedule {

    private final TrialPlan plan;
    private final FoldExecutor executor;
    private final List<FoldTraining> folds;
    private int step;

    private SimultaneousFolds(TrialPlan plan, FoldExecutor executor, List<FoldTraining> folds, int step) {
        this.plan = plan;
        this.executor = executor;
        this.folds = folds;
        this.step = step;
    }

    static SimultaneousFolds start(TrialPlan plan, FoldExecutor executor) {
        return new SimultaneousFolds(
                plan,
                executor,
                IntStream.range(0, plan.size()).mapToObj(plan::start).toList(),
                0);
    }

    /** @throws IllegalArgumentException if the checkpoint belongs to other hyperparameters, data or folds */
    static SimultaneousFolds resume(TrialPlan plan, FoldExecutor executor, Checkpoint checkpoint) {
        if (!checkpoint.finished().isEmpty() || checkpoint.open().size() != plan.size()) {
            throw new IllegalArgumentException(
                    "the checkpoint has " + checkpoint.open().size() + " folds in training, not all " + plan.size());
        }
        List<FoldTraining> folds = IntStream.range(0, plan.size())
                .mapToObj(i -> plan.resume(i, checkpoint.open().get(i)))
                .toList();
        return new SimultaneousFolds(plan, executor, folds, checkpoint.step());
    }

    @Override
    public Measurement run(Trial trial) throws InterruptedException {
        int reported = 0;
        while (advance(trial)) {
            if (isReported(step)) {
                reported = step;
                trial.report(step, measurement().value());
            }
        }
        Measurement measurement = measurement();
        if (reported < step) {
            trial.report(step, measurement.value());
        }
        return measurement;
    }

    /**
     * Each of the first 50 steps, every second to the 100th, every fourth to the 200th ...: the same steps for all
     * trials.
     */
    private static boolean isReported(int step) {
        int distance = 1;
        while (50L * distance < step) {
            distance *= 2;
        }
        return step % distance == 0;
    }

    /** Trains one step of each fold that has one left. @return whether there was one */
    private boolean advance(Trial trial) throws InterruptedException {
        executor.each(folds, fold -> {
            trial.throwIfStopped(); // a step of a fold may be long
            fold.advanceTo(step + 1);
        });
        boolean advanced = folds.stream().anyMatch(fold -> fold.losses().size() > step);
        step += advanced ? 1 : 0;
        return advanced;
    }

    @Override
    public Measurement measurement() throws InterruptedException {
        executor.each(folds, FoldTraining::score);
        return Measurement.ofFolds(folds.stream().map(FoldTraining::score).toList());
    }

    /** If a fold has failed, its training loss is the last one. */
    @Override
    public List<Double> losses() {
        List<Double> losses = FoldSchedule.mean(folds.stream()
                .map(fold ->
                        fold.losses().subList(0, Math.min(step, fold.losses().size())))
                .toList());
        folds.stream().flatMap(fold -> fold.failedAt().stream()).findFirst().ifPresent(losses::add);
        return losses;
    }

    @Override
    public void close() {
        folds.forEach(FoldTraining::close);
    }

    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(
                plan.seed(),
                plan.share(),
                step,
                List.of(),
                folds.stream().map(FoldTraining::checkpoint).toList());
    }
}

package dev.retune.objective;

import dev.retune.study.Trial;
import dev.retune.trial.Measurement;

import java.util.ArrayList;
import java.util.List;

/** The order in which the folds of a trial are trained, and what is reported. */
sealed interface FoldSchedule extends AutoCloseable permits SimultaneousFolds, SequentialFolds {

    /**
     * Trains and scores all folds.
     *
     * @throws FoldFailedException if a fold fails
     * @throws InterruptedException if the thread is interrupted; no fold is in training any more
     */
    Measurement run(Trial trial) throws InterruptedException;

    /** The measurement as of the last report. */
    Measurement measurement() throws InterruptedException;

    /** The mean training loss of the folds after each step. */
    List<Double> losses();

    Checkpoint checkpoint();

    /** Ends the trainings. */
    @Override
    void close();

    /** The mean by step, of the curves that reach it. */
    static List<Double> mean(List<List<Double>> curves) {
        List<Double> mean = new ArrayList<>();
        int longest = curves.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            int step = i;
            mean.add(curves.stream()
                    .filter(curve -> curve.size() > step)
                    .mapToDouble(curve -> curve.get(step))
                    .average()
                    .orElseThrow());
        }
        return mean;
    }
}

package dev.retune.learner.smile;

import dev.retune.budget.Budget;
import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.objective.CrossValidatedObjective;
import dev.retune.space.SearchSpace;
import dev.retune.study.Study;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tunes learners in their default spaces, and scores the winner and the default on other folds than the search had:
 *
 * <pre>TunedScores FOLDER LINES.txt TRIALS</pre>
 *
 * <p>Each line: file, target, task, rows (0 for all), learner.
 */
public final class TunedScores {

    private TunedScores() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                tune(Path.of(args[0]), line.trim().split("\\s+"), Integer.parseInt(args[2]), line);
            }
        }
    }

    private static void tune(Path folder, String[] words, int trials, String line) throws InterruptedException {
        Task task = Task.named(words[2]);
        Dataset all = DataReader.of(words[1]).task(task).read(folder.resolve(words[0]));
        int rows = Integer.parseInt(words[3]);
        Dataset data = rows == 0 ? all : all.rows(IntStream.range(0, rows).toArray());
        boolean classes = task == Task.CLASSIFICATION;
        Metric metric = classes ? Metric.ACCURACY : Metric.R2;
        Learner learner = Learners.named(words[4]);
        long began = System.nanoTime();
        SearchSpace space = learner.space(data.schema());
        Study study = Study.over(space)
                .goal(metric.goal())
                .budget(Budget.trials(trials))
                .seed(1)
                .build();
        CrossValidation folds = new CrossValidation(classes, 5, 1, 1);
        Runner.sequential()
                .run(
                        study,
                        CrossValidatedObjective.of(learner, data, folds, metric).threads(1));
        TrialRecord best = study.best().orElseThrow();
        Map<String, Object> winner = best.configuration().toMap();
        List<Split> others = new CrossValidation(classes, 5, 1, 2).split(data);
        System.out.printf(
                Locale.ROOT,
                "default %.4f tuned %.4f %6.1fs  %s  %s%n",
                score(learner, Map.of(), data, others, metric),
                score(learner, winner, data, others, metric),
                (System.nanoTime() - began) / 1e9,
                line,
                winner);
    }

    private static double score(
            Learner learner, Map<String, ?> values, Dataset data, List<Split> splits, Metric metric) {
        return IntStream.range(0, splits.size())
                .mapToDouble(f -> LearnerScores.score(learner, values, data, splits.get(f), metric, f))
                .average()
                .orElseThrow();
    }
}

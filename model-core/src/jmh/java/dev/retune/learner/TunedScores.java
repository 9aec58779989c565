package dev.retune.learner;

import dev.retune.budget.Budget;
import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.execution.Runner;
import dev.retune.objective.CrossValidatedObjective;
import dev.retune.study.Study;
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
 * <pre>TunedScores FOLDER LINES.txt TRIALS SEEDS</pre>
 *
 * <p>Each line: file, target, task, rows (0 for all), learner. Prints the means over the seeds, and what tuning gained
 * with each.
 */
public final class TunedScores {

    private TunedScores() {}

    public static void main(String[] args) throws IOException {
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                tune(
                        Path.of(args[0]),
                        line.trim().split("\\s+"),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        line);
            }
        }
    }

    /** How the default and the winner of one search score on folds of their own. */
    private record Scores(double byDefault, double tuned, Map<String, Object> winner) {}

    private static void tune(Path folder, String[] words, int trials, int seeds, String line) {
        Dataset all = DataReader.of(words[1]).task(Task.named(words[2])).read(folder.resolve(words[0]));
        int rows = Integer.parseInt(words[3]);
        Dataset data = rows == 0 ? all : all.rows(IntStream.range(0, rows).toArray());
        Learner learner = Learners.named(words[4]);
        long began = System.nanoTime();
        List<Scores> scores = IntStream.rangeClosed(1, seeds)
                .mapToObj(seed -> search(learner, data, trials, seed))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "default %.4f tuned %.4f gains %s %6.1fs  %s  %s%n",
                scores.stream().mapToDouble(Scores::byDefault).average().orElseThrow(),
                scores.stream().mapToDouble(Scores::tuned).average().orElseThrow(),
                scores.stream()
                        .map(s -> String.format(Locale.ROOT, "%+.4f", s.tuned() - s.byDefault()))
                        .toList(),
                (System.nanoTime() - began) / 1e9,
                line,
                scores.get(0).winner());
    }

    private static Scores search(Learner learner, Dataset data, int trials, int seed) {
        boolean classes = data.task() == Task.CLASSIFICATION;
        Metric metric = classes ? Metric.ACCURACY : Metric.R2;
        Study study = Study.over(learner.space(data.schema()))
                .goal(metric.goal())
                .budget(Budget.trials(trials))
                .seed(seed)
                .build();
        CrossValidation folds = new CrossValidation(classes, 5, 1, seed);
        Runner.sequential()
                .run(
                        study,
                        CrossValidatedObjective.of(learner, data, folds, metric).threads(1));
        Map<String, Object> winner = study.best().orElseThrow().configuration().toMap();
        List<Split> others = new CrossValidation(classes, 5, 1, 100 + seed).split(data);
        return new Scores(
                score(learner, Map.of(), data, others, metric), score(learner, winner, data, others, metric), winner);
    }

    private static double score(
            Learner learner, Map<String, ?> values, Dataset data, List<Split> splits, Metric metric) {
        return IntStream.range(0, splits.size())
                .mapToDouble(f -> LearnerScores.score(learner, values, data, splits.get(f), metric, f))
                .average()
                .orElseThrow();
    }
}

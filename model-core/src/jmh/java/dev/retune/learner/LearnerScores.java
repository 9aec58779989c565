package dev.retune.learner;

import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Scores learners by cross-validation, and writes the folds, so that learners_sklearn.py scores its equals on the same
 * ones:
 *
 * <pre>LearnerScores FOLDER LINES.txt OUT</pre>
 *
 * <p>Each line: file, target, task, rows (0 for all), learner, and hyperparameters as name=value. OUT gets the folds
 * and the scores.
 */
public final class LearnerScores {

    private LearnerScores() {}

    public static void main(String[] args) throws IOException {
        Path out = Files.createDirectories(Path.of(args[2]));
        List<String> lines = Files.readAllLines(Path.of(args[1])).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        for (String line : lines) {
            writeFolds(Path.of(args[0]), line.trim().split("\\s+"), out);
        }
        for (String line : lines) {
            score(Path.of(args[0]), line.trim().split("\\s+"), line);
        }
    }

    private static Dataset read(Path folder, String[] words) {
        Dataset all = DataReader.of(words[1]).task(Task.named(words[2])).read(folder.resolve(words[0]));
        int rows = Integer.parseInt(words[3]);
        return rows == 0 ? all : all.rows(IntStream.range(0, rows).toArray());
    }

    private static List<Split> splits(Dataset data) {
        return new CrossValidation(data.task() == Task.CLASSIFICATION, 5, 1, 1).split(data);
    }

    private static void writeFolds(Path folder, String[] words, Path out) throws IOException {
        Path file = out.resolve(words[0] + "." + words[3] + ".folds");
        if (Files.exists(file)) {
            return;
        }
        Dataset data = read(folder, words);
        List<Split> splits = splits(data);
        int[] foldOf = new int[data.size()];
        for (int f = 0; f < splits.size(); f++) {
            for (int row : splits.get(f).validation()) {
                foldOf[row] = f;
            }
        }
        Files.write(file, IntStream.of(foldOf).mapToObj(String::valueOf).toList());
    }

    private static void score(Path folder, String[] words, String line) {
        Dataset data = read(folder, words);
        Metric metric = data.task() == Task.CLASSIFICATION ? Metric.ACCURACY : Metric.R2;
        List<Split> splits = splits(data);
        Learner learner = Learners.named(words[4]);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 5; i < words.length; i++) {
            String[] pair = words[i].split("=");
            values.put(pair[0], pair[1].matches("[-+.0-9eE]+") ? (Object) Double.valueOf(pair[1]) : pair[1]);
        }
        long began = System.nanoTime();
        List<Double> scores = new ArrayList<>();
        for (int f = 0; f < splits.size(); f++) {
            scores.add(score(learner, values, data, splits.get(f), metric, f));
        }
        double mean = scores.stream().mapToDouble(s -> s).average().orElseThrow();
        System.out.printf(Locale.ROOT, "%.4f %6.1fs  %s%n", mean, (System.nanoTime() - began) / 1e9, line);
    }

    static double score(Learner learner, Map<String, ?> values, Dataset data, Split split, Metric metric, long seed) {
        Training training = learner.start(values, data.rows(split.training()), seed);
        while (training.advance()) {}
        Dataset validation = data.rows(split.validation());
        return metric.score(validation, training.model().predict(validation));
    }
}

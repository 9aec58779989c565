package dev.retune.execution.program;

import dev.retune.trial.Goals;
import dev.retune.trial.MeasurementParts;
import dev.retune.trial.MetricValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The protocol lines of a command: {@code report STEP VALUE} or {@code report STEP METRIC VALUE}, {@code score VALUE},
 * {@code scores V1 V2 ...}, {@code metric NAME VALUE ...}, {@code cost VALUE}. The last line of each kind counts; for
 * metrics, the last one of each name.
 */
final class ScoreLine {

    private static final List<String> WORDS = List.of("report ", "score ", "scores ", "metric ", "cost ");

    private ScoreLine() {}

    /** Whether the line may be one; other lines are for the log only. */
    static boolean counts(String line) {
        return WORDS.stream().anyMatch(line::startsWith);
    }

    /** Whether the line, though invalid, is meant for a metric of the goals or for the cost, and not for the log. */
    static boolean isMeasurement(String line, Goals goals) {
        String[] words = line.strip().split("\\s+");
        boolean isMetric = words[0].equals("metric")
                && words.length > 1
                && goals.metrics().size() > 1
                && goals.metrics().contains(words[1]);
        return isMetric || words[0].equals("cost") && words.length == 2;
    }

    /**
     * Parses a line.
     *
     * @param measured the measurement so far, to which it is added
     * @param goals of the study; if it has one metric, lines of other metrics are for the log only
     * @return the report, if the line is one
     * @throws IllegalArgumentException if it is invalid
     */
    static Optional<ProgramMessage.ReportMessage> read(String line, MeasurementParts measured, Goals goals) {
        String[] words = line.strip().split("\\s+");
        switch (words[0]) {
            case "report" -> {
                require(words.length == 3 || words.length == 4, line);
                return Optional.of(new ProgramMessage.ReportMessage(
                        Integer.parseInt(words[1]),
                        words.length == 4 ? words[2] : MetricValue.UNNAMED,
                        number(words[words.length - 1])));
            }
            case "score" -> {
                require(words.length == 2, line);
                measured.score(number(words[1]));
            }
            case "scores" -> measured.scores(numbers(words, 1, line));
            case "metric" -> {
                require(words.length > 2, line);
                List<Double> values = numbers(words, 2, line);
                boolean isOnly = goals.metrics().size() == 1;
                if (!isOnly || goals.metrics().contains(words[1])) {
                    add(measured, words[1], values);
                }
            }
            default -> {
                require(words[0].equals("cost") && words.length == 2, line);
                measured.cost(number(words[1]));
            }
        }
        return Optional.empty();
    }

    private static void add(MeasurementParts measured, String metric, List<Double> values) {
        if (values.size() == 1) {
            measured.metric(metric, values.get(0));
        } else {
            measured.folds(metric, values);
        }
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw new NumberFormatException(line);
        }
    }

    private static List<Double> numbers(String[] words, int from, String line) {
        require(words.length > from, line);
        List<Double> numbers = new ArrayList<>();
        for (int i = from; i < words.length; i++) {
            numbers.add(number(words[i]));
        }
        return numbers;
    }

    /** A number in the notation of any language. */
    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }
}

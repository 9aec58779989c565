package dev.retune.execution.program;

import dev.retune.trial.Measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a command that count: {@code report STEP VALUE}, {@code score VALUE}, {@code scores V1 V2 ...}. */
final class ScoreLine {

    private ScoreLine() {}

    /** Whether the line may be one; others are for the log only. */
    static boolean counts(String line) {
        return line.startsWith("report ") || line.startsWith("score ") || line.startsWith("scores ");
    }

    /** @throws NumberFormatException if it is none after all */
    static ProgramMessage read(String line) {
        String[] words = line.strip().split("\\s+");
        if (words[0].equals("report") && words.length == 3) {
            return new ProgramMessage.Reported(Integer.parseInt(words[1]), number(words[2]));
        }
        if (words[0].equals("score") && words.length == 2) {
            return new ProgramMessage.Scored(Measurement.of(number(words[1])));
        }
        if (words[0].equals("scores") && words.length > 1) {
            List<Double> folds = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                folds.add(number(words[i]));
            }
            return new ProgramMessage.Scored(Measurement.ofFolds(folds));
        }
        throw new NumberFormatException(line);
    }

    /** As any language prints it. */
    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }
}

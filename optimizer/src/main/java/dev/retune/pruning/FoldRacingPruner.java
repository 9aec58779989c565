package dev.retune.pruning;

import dev.retune.statistics.SampleVariance;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Ranking;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Stops a trial once its folds show that it is worse than the incumbent on the same folds, at level α regardless of how
 * often they are compared.
 *
 * <p>Let d₁, d₂, … be the differences in loss, fold by fold, and s their scale: the standard deviation of a trial's
 * differences with the incumbent, pooled over this trial and the better half of the completed ones. The evidence
 * against "no worse" is a mixture of likelihood ratios, E = Σ_j w_j Π_i f(dᵢ/s − μ_j) / f(dᵢ/s), with μ_j = 2ʲ, w_j ∝
 * 0.7ʲ and f Student's density with 4 degrees of freedom, which is robust against a single bad fold and heavy tails.
 * For differences from f around 0 or below, E without its last shift is a supermartingale (with it, but for an event of
 * chance 1e-9 a fold), so by Ville's inequality the chance that it ever reaches 1/α is at most α (Robbins 1970; Ramdas
 * et al. 2023, "Game-theoretic statistics and safe anytime-valid inference"). With an estimated scale, and for other
 * distributions, the level was confirmed by simulation: see {@code docs/decisions/pruning.md}.
 *
 * @param alpha α, the share of trials no worse than the incumbent that may be stopped
 */
record FoldRacingPruner(double alpha) implements Pruner {

    /** A single bad fold may occur in any trial, and with few trials it may not have been observed before. */
    private static final int FOLDS = 2;

    /** The smallest number of other trials from which the scale is estimated. */
    private static final int ENOUGH = 3;

    private static final double DEGREES = 4;
    private static final double[] SHIFTS = new double[9];
    private static final double[] LOG_WEIGHTS = new double[SHIFTS.length];

    static {
        double sum = (1 - Math.pow(0.7, SHIFTS.length)) / (1 - 0.7);
        for (int j = 0; j < SHIFTS.length; j++) {
            SHIFTS[j] = Math.pow(2, j);
            LOG_WEIGHTS[j] = j * Math.log(0.7) - Math.log(sum);
        }
    }

    FoldRacingPruner {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "alpha = %s: the level needs to lie between 0 and 1, such as 0.05".formatted(alpha));
        }
    }

    @Override
    public Optional<String> reasonToStop(TrialRecord running, History history) {
        Optional<TrialRecord> best = history.best().filter(t -> t.number() != running.number());
        if (best.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Double> incumbent = scores(best.get());
        double[] differences = differences(running, incumbent);
        if (differences.length < FOLDS) {
            return Optional.empty();
        }
        double scale = scale(best.get(), incumbent, history, running, differences);
        if (!(scale > 0) || logEvidence(differences, scale) < -Math.log(alpha)) {
            return Optional.empty();
        }
        return Optional.of("Its %d folds show that it is worse than trial %d"
                .formatted(differences.length, best.get().number()));
    }

    /** The scores by fold number, from 1. */
    private static Map<Integer, Double> scores(TrialRecord trial) {
        Map<Integer, Double> scores = new HashMap<>();
        List<Double> folds = trial.measurement().map(Measurement::folds).orElse(List.of());
        for (int k = 0; k < folds.size(); k++) {
            scores.put(k + 1, folds.get(k));
        }
        for (Report report : trial.reports()) {
            scores.putIfAbsent(report.step(), report.value());
        }
        return scores;
    }

    /** By how much a trial is worse, for each fold where both have a number. */
    private static double[] differences(TrialRecord trial, Map<Integer, Double> incumbent) {
        return new TreeMap<>(scores(trial))
                .entrySet().stream()
                        .mapToDouble(e -> e.getValue() - incumbent.getOrDefault(e.getKey(), Double.NaN))
                        .filter(d -> !Double.isNaN(d))
                        .toArray();
    }

    /** s; NaN if there are too few trials. */
    private static double scale(
            TrialRecord best, Map<Integer, Double> incumbent, History history, TrialRecord running, double[] own) {
        List<double[]> others = history.in(State.COMPLETED).stream()
                .filter(t -> t.number() != best.number() && t.number() != running.number())
                .filter(t -> Double.isFinite(t.value()))
                .sorted(Ranking.BEST_FIRST)
                .map(t -> differences(t, incumbent))
                .filter(d -> d.length > 1)
                .toList();
        if (others.size() < ENOUGH) {
            return Double.NaN;
        }
        double squares = SampleVariance.squares(own);
        double degrees = own.length - 1;
        for (double[] differences : others.subList(0, Math.max(ENOUGH, (others.size() + 1) / 2))) {
            squares += SampleVariance.squares(differences);
            degrees += differences.length - 1;
        }
        return Math.sqrt(squares / degrees);
    }

    /** log E. */
    static double logEvidence(double[] differences, double scale) {
        double[] terms = LOG_WEIGHTS.clone();
        double top = SHIFTS[SHIFTS.length - 1];
        for (double d : differences) {
            double x = Math.min(d / scale, top); // beyond it the ratio would decrease again
            for (int j = 0; j < terms.length; j++) {
                terms[j] += logDensity(x - SHIFTS[j]) - logDensity(x);
            }
        }
        double max = Arrays.stream(terms).max().orElseThrow();
        return max + Math.log(Arrays.stream(terms).map(t -> Math.exp(t - max)).sum());
    }

    /** The logarithm of Student's density, up to a constant. */
    private static double logDensity(double x) {
        return -(DEGREES + 1) / 2 * Math.log1p(x * x / DEGREES);
    }
}

package dev.retune.objective;

import dev.retune.data.Dataset;
import dev.retune.learner.Learner;
import dev.retune.study.Study;
import dev.retune.trial.Direction;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.CorrectedMean;
import dev.retune.validation.Metric;
import dev.retune.validation.Split;
import dev.retune.validation.Splitter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An unbiased estimate of how good the winner of a search is: for each outer fold, the search runs on the rows of the
 * other folds, and its winner, trained on all of these, is scored on the outer fold (Varma and Simon 2006). The score
 * by which a search chooses its winner is the best of many, and therefore too good.
 *
 * <pre>{@code
 * Splitter outer = CrossValidation.stratified(5, 1);
 * NestedCrossValidation nested = NestedCrossValidation.of(learner, data, outer, inner, metric);
 * Estimate estimate = nested.run(Resource.WHOLE, 42, (objective, fold) -> {
 *     Study study = Study.over(learner.space()).goal(metric.goal()).budget(Budget.trials(60)).seed(fold).build();
 *     Runner.sequential().run(study, objective);
 *     return study;
 * });
 * }</pre>
 */
public final class NestedCrossValidation {

    private final List<Split> outer;
    private final List<Dataset> unseen = new ArrayList<>();
    private final List<CrossValidatedObjective> inner = new ArrayList<>();
    private final Direction direction;

    private NestedCrossValidation(List<Split> outer, Direction direction) {
        this.outer = outer;
        this.direction = direction;
    }

    /** An outer fold, for callers that search and score it in their own way. */
    public interface Fold {

        /** The rows to search on, and the rows of the outer fold. */
        Split split();

        /**
         * Runs or resumes the study of this fold.
         *
         * @throws InterruptedException to end without an estimate
         */
        Study search() throws InterruptedException;

        /**
         * The score, on the outer fold, of the winner of that study, trained on the other rows; empty if it cannot be
         * scored.
         *
         * @throws InterruptedException to end without an estimate
         */
        OptionalDouble score(Study searched, TrialRecord winner) throws InterruptedException;
    }

    /** An outer fold has no winner, or one that cannot be scored. */
    public static final class NoWinnerException extends IllegalStateException {

        private static final long serialVersionUID = 1;

        private final int fold;

        private NoWinnerException(int fold, String message) {
            super(message);
            this.fold = fold;
        }

        /** The number of the outer fold, from 1. */
        public int fold() {
            return fold;
        }
    }

    /** Runs a search. */
    @FunctionalInterface
    public interface Search {

        /**
         * Runs a study.
         *
         * @param fold the number of the outer fold, from 1
         * @return the study, which has a winner
         */
        Study run(CrossValidatedObjective objective, int fold);
    }

    /**
     * The winner of one search.
     *
     * @param split the rows of the search, and the rows of the outer fold
     * @param score on the outer fold
     */
    public record Winner(Split split, TrialRecord trial, double score) {}

    /** The estimate from the winners. */
    public record Estimate(Direction direction, List<Winner> winners) {

        /** @throws IllegalArgumentException if there is no winner */
        public Estimate {
            winners = List.copyOf(winners);
            if (winners.isEmpty()) {
                throw new IllegalArgumentException("an estimate needs the winner of at least one outer fold");
            }
        }

        /** The mean score on the outer folds, with its corrected standard error. */
        public CorrectedMean outer() {
            return CorrectedMean.of(
                    winners.stream().map(Winner::score).toList(),
                    winners.stream().map(Winner::split).toList());
        }

        /** The mean of the scores by which the winners were chosen. */
        public double inner() {
            return winners.stream()
                    .mapToDouble(winner -> winner.trial().value())
                    .average()
                    .orElseThrow();
        }

        /** By how much the inner scores are better than the outer ones; negative if they are worse. */
        public double optimism() {
            return direction == Direction.MAXIMIZE ? inner() - outer().mean() : outer().mean() - inner();
        }
    }

    /**
     * Splits the rows.
     *
     * @param outer the outer folds
     * @param inner the validation of each search
     * @throws IllegalArgumentException if there is only one outer fold, the data cannot be split in this way, or
     *     learner or metric do not suit the data
     */
    public static NestedCrossValidation of(
            Learner learner, Dataset data, Splitter outer, Splitter inner, Metric metric) {
        List<Split> splits = split(outer, data);
        NestedCrossValidation nested =
                new NestedCrossValidation(splits, metric.goal().direction());
        for (Split split : splits) {
            nested.unseen.add(data.rows(split.validation()));
            nested.inner.add(CrossValidatedObjective.of(learner, data.rows(split.training()), inner, metric));
        }
        return nested;
    }

    /**
     * The outer folds.
     *
     * @throws IllegalArgumentException if there is only one, or the data cannot be split in this way
     */
    public static List<Split> split(Splitter outer, Dataset data) {
        List<Split> splits = outer.split(data);
        if (splits.size() < 2) {
            throw new IllegalArgumentException(
                    "nested cross-validation by '" + outer + "', which has one fold; at least 2 are needed");
        }
        return splits;
    }

    /**
     * Runs a search for each outer fold.
     *
     * @param resource of the studies
     * @param seed of the winners' training
     * @throws NoWinnerException if a search has no winner
     * @throws InterruptedException if the thread is interrupted
     */
    public Estimate run(Resource resource, long seed, Search search) throws InterruptedException {
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < outer.size(); i++) {
            folds.add(new Searched(search, i + 1, outer.get(i), inner.get(i), unseen.get(i), resource, seed));
        }
        return run(direction, folds);
    }

    /**
     * Searches each of these folds, one after the other, and scores its winner.
     *
     * @throws NoWinnerException at the first search without a winner, or with one that cannot be scored
     * @throws InterruptedException if a fold throws it
     */
    public static Estimate run(Direction direction, List<? extends Fold> folds) throws InterruptedException {
        List<Winner> winners = new ArrayList<>();
        for (Fold fold : folds) {
            int number = winners.size() + 1;
            Study study = fold.search();
            TrialRecord best = study.best()
                    .orElseThrow(() -> new NoWinnerException(
                            number,
                            "the search of outer fold " + number + " of " + folds.size() + " has no completed trial: "
                                    + study.trials().size() + " trials"));
            double score = fold.score(study, best)
                    .orElseThrow(() -> new NoWinnerException(
                            number,
                            "the winner of outer fold " + number + " of " + folds.size() + ", trial " + best.number()
                                    + ", cannot be scored"));
            winners.add(new Winner(fold.split(), best, score));
        }
        return new Estimate(direction, winners);
    }

    /** An outer fold with the search of the caller. */
    private record Searched(
            Search how,
            int number,
            Split split,
            CrossValidatedObjective objective,
            Dataset unseen,
            Resource resource,
            long seed)
            implements Fold {

        @Override
        public Study search() {
            return how.run(objective, number);
        }

        @Override
        public OptionalDouble score(Study searched, TrialRecord winner) throws InterruptedException {
            return OptionalDouble.of(objective.score(objective.refit(winner, resource, seed), unseen));
        }
    }
}

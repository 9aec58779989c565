package dev.retune.tuning;

import dev.retune.config.BudgetSection;
import dev.retune.config.StudyFile;
import dev.retune.objective.NestedCrossValidation;
import dev.retune.objective.NestedCrossValidation.Estimate;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.trial.TrialRecord;
import dev.retune.validation.Split;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Nested cross-validation of a study file: each outer fold is a stored study, which is resumed where it stopped. */
public final class NestedStudy {

    private final StudyFile file;
    private final BudgetSection limits;
    private final List<OuterFold> folds;

    /**
     * How the study of an outer fold is run and its winner scored; whoever interrupts it throws {@link
     * InterruptedException}.
     */
    public interface Execution {

        /** Runs it until it is over. */
        void search(TunedStudy study) throws InterruptedException;

        /** Scores its winner on the rows of the fold: {@link TunedStudy#holdOutScore}. */
        Optional<HoldOutScore> score(TunedStudy study, TrialRecord winner) throws InterruptedException;
    }

    private NestedStudy(StudyFile file, BudgetSection limits, List<OuterFold> folds) {
        this.file = file;
        this.limits = limits;
        this.folds = folds;
    }

    /**
     * @param outer how many outer folds, unless the validation has folds of its own
     * @throws dev.retune.syntax.InputException if the file cannot be run, its rows cannot be split so, or it tunes a
     *     program
     */
    public static NestedStudy of(StudyFile file, BudgetSection limits, int outer) {
        return new NestedStudy(file, limits, OuterFold.of(file, outer));
    }

    /** The name of the study of an outer fold, counted from 1. */
    public String nameOf(int fold) {
        return "%s/outer-%s".formatted(file.study(), fold);
    }

    /** @throws NestedCrossValidation.NoWinnerException if no trial of a fold has completed */
    public Estimate run(StudyStore store, Execution execution) throws InterruptedException {
        List<StoredFold> stored = new ArrayList<>();
        folds.forEach(fold -> stored.add(new StoredFold(fold, store, execution)));
        return NestedCrossValidation.run(file.goals().target().direction(), stored);
    }

    /** An outer fold, whose study is stored. */
    private final class StoredFold implements NestedCrossValidation.Fold {

        private final OuterFold fold;
        private final StudyStore store;
        private final Execution execution;
        private Optional<TunedStudy> searched = Optional.empty();

        StoredFold(OuterFold fold, StudyStore store, Execution execution) {
            this.fold = fold;
            this.store = store;
            this.execution = execution;
        }

        @Override
        public Split split() {
            return fold.split();
        }

        @Override
        public Study search() throws InterruptedException {
            TunedStudy tuned = TunedStudy.open(file.named(nameOf(fold.number())), fold.workload(), limits, store);
            searched = Optional.of(tuned);
            execution.search(tuned);
            return tuned.study();
        }

        @Override
        public OptionalDouble score(Study study, TrialRecord winner) throws InterruptedException {
            Optional<HoldOutScore> score = execution.score(searched.orElseThrow(), winner);
            return score.map(made -> OptionalDouble.of(made.score())).orElseGet(OptionalDouble::empty);
        }
    }
}

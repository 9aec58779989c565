package dev.retune.tuning;

import dev.retune.config.ModelSection;
import dev.retune.config.StudyFile;
import dev.retune.syntax.InputException;
import dev.retune.validation.Split;

import java.util.List;

/**
 * A fold of an outer cross-validation of a whole search: what is searched on the rows of the other folds, and scored on
 * its own.
 *
 * @param number counted from 1
 * @param split of all rows
 * @param workload of the search, with the rows of the fold held out
 */
public record OuterFold(int number, Split split, Workload workload) {

    /**
     * The folds of a study file, split by the rules of its validation. Its hold-out takes part as any other rows.
     *
     * @param folds how many, unless the validation has folds of its own
     * @throws InputException if the file cannot be run, its rows cannot be split so, or it tunes a program
     */
    public static List<OuterFold> of(StudyFile file, int folds) {
        if (file.subject() instanceof ModelSection model) {
            return ModelWorkload.outer(model, file, folds);
        }
        throw new InputException("'%s' tunes a program, whose rows Retune does not know: only models can be nested"
                .formatted(file.path()));
    }
}

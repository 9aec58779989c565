package dev.retune.tuning;

import dev.retune.config.ModelSection;
import dev.retune.config.ProgramSection;
import dev.retune.config.StudyFile;
import dev.retune.data.Reading;
import dev.retune.learner.SavedModel;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.study.Objective;
import dev.retune.syntax.InputException;
import dev.retune.trial.TrialRecord;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a study file asks to be tuned, with its data read and everything checked: ready to run. */
public sealed interface Workload extends AutoCloseable permits ModelWorkload, ProgramWorkload {

    /**
     * @param outputs the folder in which programs keep what they leave behind
     * @throws InputException if the file cannot be run: its data, its program, its space or its settings do not fit
     */
    static Workload of(StudyFile file, Path outputs) {
        if (file.subject() instanceof ModelSection model) {
            return ModelWorkload.of(model, file);
        }
        return ProgramWorkload.of((ProgramSection) file.subject(), file, new StudyOutputs(outputs, file.study()));
    }

    Search search();

    /** Where to search. */
    default SearchSpace space() {
        return search().space();
    }

    default Objective objective() {
        return search().objective();
    }

    /** Configurations to try first. */
    default List<Configuration> enqueued() {
        return search().enqueued();
    }

    /** What a new study begins with if the file says nothing: the learner's defaults, if they lie in its own space. */
    Optional<Configuration> baseline();

    /** What scores must have in common to be compared. */
    WorkloadFacts facts();

    /** How its rows are read, which a model of them must keep; nothing if it is a program. */
    Optional<Reading> reading();

    /** What is tuned, on what, in one line. */
    String describe();

    /**
     * The score, on the rows that the search never saw, of the winner trained on those that it saw.
     *
     * @param seed of that training
     * @return nothing if no rows are held out
     * @throws RuntimeException if that training fails
     */
    Optional<HoldOutScore> holdOutScore(TrialRecord winner, long seed) throws InterruptedException;

    /**
     * The winner, trained on all rows, the held-out ones included.
     *
     * @param seed of that training
     * @param facts to be kept with it
     * @return nothing if there is no model, but a program
     * @throws RuntimeException if that training fails
     */
    Optional<SavedModel> refit(TrialRecord winner, long seed, Map<String, Object> facts) throws InterruptedException;

    /** Ends the processes that it has started. */
    @Override
    void close();
}

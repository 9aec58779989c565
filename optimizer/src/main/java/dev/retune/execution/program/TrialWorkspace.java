package dev.retune.execution.program;

import dev.retune.study.Trial;
import dev.retune.trial.Measurement;

import java.io.IOException;

/** What a program has for one trial: its log and its directory. */
record TrialWorkspace(Assignment assignment, TrialLog log) implements AutoCloseable {

    /** The key of the note that says where the log is. */
    private static final String NOTE = "log";

    static TrialWorkspace of(Program program, Trial trial) throws IOException {
        String study = trial.studyIdentity();
        TrialLog log = TrialLog.open(program.logs().resolve(study), trial.number());
        trial.note(NOTE, log.file().toString());
        return new TrialWorkspace(
                new Assignment(trial, new Workdirs(program.workdirs().resolve(study)).of(trial)), log);
    }

    /** The measurement, if all of it is finite. */
    static Measurement finite(Measurement measurement, ManagedProcess child) {
        for (double value : measurement.folds().isEmpty() ? measurement.values() : measurement.folds()) {
            if (!Double.isFinite(value)) {
                throw child.failure("its score is " + value);
            }
        }
        return measurement;
    }

    @Override
    public void close() throws IOException {
        log.close();
        Workdirs.tidy(assignment.workdir());
    }
}

package dev.retune.execution.program;

import dev.retune.study.Trial;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;

import java.io.IOException;
import java.util.List;

/** A program's log and directory for one trial. */
record TrialWorkspace(Assignment assignment, TrialLog log) implements AutoCloseable {

    /** The key of the note with the path of the log. */
    private static final String NOTE = "log";

    static TrialWorkspace of(Program program, Trial trial) throws IOException {
        String study = trial.studyIdentity();
        TrialLog log = TrialLog.open(program.logs().resolve(study), trial.number());
        trial.note(NOTE, log.file().toString());
        return new TrialWorkspace(
                new Assignment(trial, new Workdirs(program.workdirs().resolve(study)).of(trial)), log);
    }

    /** The measurement, if it is finite. */
    static Measurement finite(Measurement measurement, ManagedProcess child) {
        for (MetricValue metric : measurement.metrics()) {
            String name = metric.metric().equals(MetricValue.UNNAMED) ? "score" : metric.metric();
            for (double value : metric.folds().isEmpty() ? List.of(metric.value()) : metric.folds()) {
                if (!Double.isFinite(value)) {
                    throw child.failure("its %s is %s".formatted(name, value));
                }
            }
        }
        return measurement;
    }

    /** The measurement of a completed trial with the metric names of the goals, if it is complete and finite. */
    static Measurement complete(Measurement measurement, Trial trial, ManagedProcess child) {
        finite(measurement, child);
        try {
            return trial.goals().measured(measurement);
        } catch (IllegalArgumentException e) {
            throw child.failure(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
        Workdirs.tidy(assignment.workdir());
    }
}

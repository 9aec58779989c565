package dev.retune.config;

import dev.retune.execution.program.CommandObjective;
import dev.retune.execution.program.ProcessObjective;
import dev.retune.execution.program.Program;
import dev.retune.learner.SavedModel;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.study.Objective;
import dev.retune.trial.TrialRecord;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program in any language. */
final class ProgramWorkload implements Workload {

    private final ProgramSection section;
    private final SearchSpace space;
    private final Objective objective;
    private final List<Configuration> enqueued;
    private final String metric;

    /** @throws IllegalArgumentException if the program is not found, or does not fit the space */
    ProgramWorkload(ProgramSection section, Program program, SearchSpace space, StudyFile file) {
        this.section = section;
        this.space = space;
        this.objective = section.isKept() ? ProcessObjective.of(program) : CommandObjective.of(program, space);
        this.enqueued = file.enqueued(space);
        file.prior().check(space);
        this.metric = file.metric();
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public Objective objective() {
        return objective;
    }

    @Override
    public List<Configuration> enqueued() {
        return enqueued;
    }

    /** Nobody knows what a program does by itself. */
    @Override
    public Optional<Configuration> baseline() {
        return Optional.empty();
    }

    @Override
    public Map<String, Object> identity() {
        return Map.of("metric", metric, kind(), text());
    }

    /** {@code command python3 train.py --rate {learningRate}, a process a trial} */
    @Override
    public String describe() {
        return "%s %s, %s".formatted(kind(), text(), section.isKept() ? "kept between trials" : "a process a trial");
    }

    private String kind() {
        return section.isKept() ? "process" : "command";
    }

    private String text() {
        return String.join(" ", section.arguments());
    }

    @Override
    public Optional<HoldOutScore> holdOutScore(TrialRecord winner, long seed) {
        return Optional.empty();
    }

    @Override
    public Optional<SavedModel> refit(TrialRecord winner, long seed, Map<String, Object> facts) {
        return Optional.empty();
    }

    @Override
    public void close() {
        if (objective instanceof ProcessObjective programs) {
            programs.close();
        }
    }
}

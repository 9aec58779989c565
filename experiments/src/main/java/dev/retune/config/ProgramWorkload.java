package dev.retune.config;

import dev.retune.execution.program.CommandObjective;
import dev.retune.execution.program.ProcessObjective;
import dev.retune.execution.program.Program;
import dev.retune.learner.SavedModel;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.trial.TrialRecord;

import java.util.Map;
import java.util.Optional;

/** A program in any language. */
final class ProgramWorkload implements Workload {

    private final ProgramSection section;
    private final Search search;
    private final String metric;

    /** @throws IllegalArgumentException if the program is not found, or does not fit the space */
    ProgramWorkload(ProgramSection section, Program program, SearchSpace space, StudyFile file) {
        this.section = section;
        this.search = Search.of(
                file, space, section.isKept() ? ProcessObjective.of(program) : CommandObjective.of(program, space));
        this.metric = file.metric();
    }

    @Override
    public Search search() {
        return search;
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
        if (objective() instanceof ProcessObjective programs) {
            programs.close();
        }
    }
}

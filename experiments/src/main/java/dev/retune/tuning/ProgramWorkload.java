package dev.retune.tuning;

import dev.retune.config.ProgramSection;
import dev.retune.config.StudyFile;
import dev.retune.data.Reading;
import dev.retune.execution.program.CommandObjective;
import dev.retune.execution.program.ProcessObjective;
import dev.retune.execution.program.Program;
import dev.retune.learner.SavedModel;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.syntax.InputException;
import dev.retune.syntax.Node;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.WorkloadFacts.ProgramFacts;

import java.util.Map;
import java.util.Optional;

/** A program in any language. */
final class ProgramWorkload implements Workload {

    private final ProgramSection section;
    private final Search search;

    private ProgramWorkload(ProgramSection section, Program program, SearchSpace space, StudyFile file) {
        this.section = section;
        this.search = Search.of(
                file, space, section.isKept() ? ProcessObjective.of(program) : CommandObjective.of(program, space));
    }

    /**
     * @param outputs where programs keep what they leave behind
     * @throws InputException if the program is not found, or does not fit the space
     */
    static ProgramWorkload of(ProgramSection section, StudyFile file, StudyOutputs outputs) {
        SearchSpace space = file.space()
                .space()
                .orElseThrow(() -> new InputException("'space' is missing: a program has none of its own; "
                        + "write {learningRate: {real: [1e-4, 1], log: true}}, for example"));
        Node node = section.node();
        if (!file.search().resource().isFidelity()
                && section.arguments().stream()
                        .anyMatch(text -> text.replace("{{", "").contains("{resource}"))) {
            throw node.error("'{resource}' needs a 'resource', such as {name: epochs, min: 1, max: 50}, "
                    + "beside it in the study file");
        }
        if (file.threads().folds().isPresent()) {
            throw node.error("'threads.folds' is for models: a program starts its own threads");
        }
        Program program = Program.of(section.arguments())
                .in(section.folder())
                .environment(section.environment())
                .logs(outputs.logs())
                .workdirs(section.workdir().map(outputs::workdirs).orElseGet(outputs::workdirs));
        Program timed = section.timeout().map(program::timeout).orElse(program);
        Program limited = section.memory().map(timed::memory).orElse(timed);
        return node.checked(() -> new ProgramWorkload(section, limited, space, file));
    }

    @Override
    public Search search() {
        return search;
    }

    /** The defaults of a program are not known. */
    @Override
    public Optional<Configuration> baseline() {
        return Optional.empty();
    }

    @Override
    public WorkloadFacts facts() {
        return new ProgramFacts(kind(), text());
    }

    @Override
    public Optional<Reading> reading() {
        return Optional.empty();
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

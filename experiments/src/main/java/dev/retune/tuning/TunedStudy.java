package dev.retune.tuning;

import dev.retune.config.BudgetSection;
import dev.retune.config.SearchSection;
import dev.retune.config.Strategies;
import dev.retune.config.StudyFile;
import dev.retune.config.WrittenSearch;
import dev.retune.execution.Runner;
import dev.retune.space.Configuration;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.syntax.InputException;
import dev.retune.trial.TrialRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The study of a study file, open in a store: created, resumed or joined, run, and finished. */
public final class TunedStudy {

    private static final Logger LOG = LoggerFactory.getLogger(TunedStudy.class);

    private final Study study;
    private final Workload workload;
    private final StudyStore store;

    private TunedStudy(Study study, Workload workload, StudyStore store) {
        this.study = study;
        this.workload = workload;
        this.store = store;
    }

    /**
     * Creates the study, or resumes it there. What may change between runs is noted, so that workers have the same.
     *
     * @throws InputException if the store has a study of this name that differs
     */
    public static TunedStudy open(StudyFile file, Workload workload, BudgetSection budget, StudyStore store) {
        SearchSection search = file.search();
        Strategies.check(search.strategy(), workload.space(), search.resource());
        StudyBuilder builder = builder(file, workload, budget, store);
        StudyFacts.of(workload).with(search.written(), budget).toNotes().forEach(builder::reservedNote);
        Study study = built(builder);
        requireSame(study.definition(), workload);
        if (study.definition().seed() != search.seed()) {
            LOG.warn(
                    "the stored study keeps its seed {}, whatever the file says",
                    study.definition().seed());
        }
        StudyFacts before = StudyFacts.of(study.definition());
        before.with(search.written(), budget)
                .over(Optional.empty()) // another strategy may have more to propose
                .changesSince(before)
                .forEach((key, value) -> store.note(file.study(), key, value));
        if (study.trials().isEmpty()) {
            workload.baseline().ifPresent(defaults -> study.enqueueAfter(0, defaults));
        }
        enqueue(study, workload.enqueued());
        return new TunedStudy(study, workload, store);
    }

    /**
     * The study that another process has created, with its budget.
     *
     * @throws InputException if there is none, or it differs
     */
    public static TunedStudy join(StudyFile file, Workload workload, StudyStore store) {
        TunedStudy joined = existing(file, workload, store);
        StudyFacts.of(joined.definition()).search().ifPresent(there -> requireSameSearch(file, there));
        return joined;
    }

    /**
     * The stored study with its budget, for its results; the search of the file may differ from its own.
     *
     * @throws InputException if there is none, or it differs
     */
    public static TunedStudy existing(StudyFile file, Workload workload, StudyStore store) {
        StudyDefinition stored = store.find(file.study())
                .map(StoredStudy::definition)
                .orElseThrow(() -> new InputException(
                        "no study '%s' in the store to join: start it with 'retune tune', and name the same --store"
                                .formatted(file.study())));
        requireSame(stored, workload);
        BudgetSection budget = StudyFacts.of(stored).budget().orElse(file.budget());
        return new TunedStudy(built(builder(file, workload, budget, store)), workload, store);
    }

    private static StudyBuilder builder(StudyFile file, Workload workload, BudgetSection budget, StudyStore store) {
        SearchSection search = file.search();
        StudyBuilder builder = Study.over(workload.space())
                .goals(file.goals())
                .budget(budget.toBudget())
                .seed(search.seed())
                .strategy(search.strategy())
                .pruner(search.pruner())
                .resource(search.resource())
                .store(store, file.study());
        file.sharing().retry().ifPresent(builder::retries);
        file.sharing().round().ifPresent(builder::deterministic);
        return builder;
    }

    private static Study built(StudyBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) { // another space, goal, resource or round
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** That the scores of the stored study were made in the way in which new ones will be. */
    private static void requireSame(StudyDefinition stored, Workload workload) {
        Map<String, String> there = StudyFacts.of(stored).entries();
        StudyFacts.of(workload).entries().forEach((what, now) -> {
            String then = there.getOrDefault(what, now);
            if (!then.equals(now)) {
                throw new InputException(
                        ("Study '%s' is in the store already, and differs: its %s is '%s', not '%s', so scores"
                                        + " cannot be compared. Take another name, or delete it first")
                                .formatted(stored.name(), what, then, now));
            }
        });
    }

    private static void requireSameSearch(StudyFile file, WrittenSearch there) {
        Map<String, String> then = there.entries();
        file.search().written().entries().forEach((what, now) -> {
            if (!now.equals(then.get(what))) {
                throw new InputException(
                        ("Study '%s' differs: its %s is %s, not %s as in %s. Take the study file that 'retune tune' was"
                                        + " run with")
                                .formatted(file.study(), what, then.get(what), now, file.path()));
            }
        });
    }

    private static void enqueue(Study study, List<Configuration> configurations) {
        if (study.trials().isEmpty()) {
            for (int i = 0; i < configurations.size(); i++) {
                study.enqueueAfter(i, configurations.get(i)); // if no process that starts at the same time was faster
            }
        }
        Set<Configuration> there =
                configurations.isEmpty() ? Set.of() : study.history().configurations();
        for (Configuration configuration : configurations) {
            if (!there.contains(configuration)) {
                try {
                    study.enqueue(configuration);
                } catch (IllegalStateException e) {
                    throw new InputException(String.valueOf(e.getMessage()), e);
                }
            }
        }
    }

    public Study study() {
        return study;
    }

    public Workload workload() {
        return workload;
    }

    public String name() {
        return study.definition().name();
    }

    /** Whether there is something to run. */
    public boolean hasWork() {
        return study.isOpen() || !study.isOver();
    }

    /** Runs trials until the study is over, or the runner is stopped. */
    public void run(Runner runner) {
        runner.run(study, workload.objective());
    }

    /** How far it is. */
    public StudyProgress progress() {
        return StudyProgress.of(study);
    }

    /** Why it has ended. */
    public String reason() {
        return study.closedBecause().orElse("nothing is left to do");
    }

    /** Notes why it is over if its budget is not spent: so others know it, too. */
    public void noteReason() {
        if (study.budget().spent(study.progress()).isEmpty()) {
            study.closedBecause().ifPresent(reason -> note(facts().over(Optional.of(reason))));
        }
    }

    /** What its store keeps of it now. */
    public StudyFacts facts() {
        return StudyFacts.of(definition());
    }

    /** As its store has it now, with all notes. */
    public StudyDefinition definition() {
        return store.find(name()).map(StoredStudy::definition).orElseGet(study::definition);
    }

    private void note(StudyFacts facts) {
        facts.changesSince(facts()).forEach((key, value) -> store.note(name(), key, value));
    }

    /**
     * The trial that completed with the configuration with which a new study begins by itself: the learner's
     * defaults.
     */
    public Optional<TrialRecord> baseline() {
        return workload.baseline()
                .flatMap(defaults -> study.trials().stream()
                        .filter(trial ->
                                trial.configuration().equals(defaults) && trial.state() == TrialRecord.State.COMPLETED)
                        .findFirst());
    }

    /**
     * The score of a winner on the rows that the search never saw: computed once for each winner, and kept with the
     * study. Nothing if no rows are held out, or it cannot be computed, of which the log says why.
     */
    public Optional<HoldOutScore> holdOutScore(TrialRecord winner) throws InterruptedException {
        StudyFacts facts = facts();
        Optional<HoldOutScore> known = facts.holdOut(winner.number());
        if (known.isPresent()) {
            return known;
        }
        try {
            Optional<HoldOutScore> score =
                    workload.holdOutScore(winner, study.definition().seed());
            score.ifPresent(made -> note(facts.with(made)));
            return score;
        } catch (RuntimeException e) {
            LOG.warn("The best configuration could not be scored on the hold-out: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    /**
     * Trains a winner on all rows, and writes the model to a file, unless it is there already.
     *
     * @return the file; nothing if there is no model, or it cannot be kept, of which the log says why
     */
    public Optional<Path> keepModel(TrialRecord winner, Optional<HoldOutScore> holdOut, Path file)
            throws InterruptedException {
        try {
            return new KeptModel(this, winner, holdOut).write(file) ? Optional.of(file) : Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("The best model could not be kept: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }
}

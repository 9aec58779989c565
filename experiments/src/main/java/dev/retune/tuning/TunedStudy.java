package dev.retune.tuning;

import dev.retune.budget.Budget;
import dev.retune.config.BudgetSection;
import dev.retune.config.Strategies;
import dev.retune.config.StudyFile;
import dev.retune.space.Configuration;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import dev.retune.syntax.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the study of a study file in a store, if it is the same. */
public final class StudyOpening {

    private static final Logger LOG = LoggerFactory.getLogger(StudyOpening.class);

    private StudyOpening() {}

    /** Creates the study, or resumes it there. What may change between runs is noted, so that workers have the same. */
    public static Study open(StudyFile file, Workload workload, BudgetSection limits, StudyStore store) {
        Strategies.check(file.strategy(), workload.space(), file.goal(), file.resource());
        StudyBuilder builder = builder(file, workload, limits.toBudget(), store);
        workload.identity().forEach(builder::note);
        Study study = built(builder);
        requireSame(study.definition(), workload);
        if (study.definition().seed() != file.seed()) {
            LOG.warn(
                    "the stored study keeps its seed {}, whatever the file says",
                    study.definition().seed());
        }
        Map<String, Object> changing = new HashMap<>(file.sharing().search());
        changing.put(BudgetSection.NOTE, limits.toNote());
        changing.forEach((what, now) -> {
            if (!now.equals(study.definition().notes().get(what))) {
                store.note(file.study(), what, now);
            }
        });
        if (study.definition().notes().containsKey(StudyNotes.OVER)) { // another strategy may have more to propose
            store.note(file.study(), StudyNotes.OVER, StudyNotes.NOT_OVER);
        }
        if (study.trials().isEmpty()) {
            workload.baseline().ifPresent(defaults -> study.enqueueAfter(0, defaults));
        }
        enqueue(study, workload.enqueued());
        return study;
    }

    /** The study that somebody else has created, with its budget. */
    public static Study join(StudyFile file, Workload workload, StudyStore store) {
        StudyDefinition stored = store.find(file.study())
                .map(StoredStudy::definition)
                .orElseThrow(() -> new InputException(
                        "no study '%s' in the store to join: start it with 'retune tune', and name the same --store"
                                .formatted(file.study())));
        requireSame(stored, workload);
        file.sharing().search().forEach((what, here) -> {
            Object there = stored.notes().getOrDefault(what, here);
            if (!there.equals(here)) {
                throw new InputException(
                        "Study '%s' differs: its %s is %s, not %s as in %s. Take the study file that 'retune tune' was run with"
                                .formatted(file.study(), what, there, here, file.path()));
            }
        });
        BudgetSection limits =
                BudgetSection.ofNote(stored.notes().get(BudgetSection.NOTE)).orElse(file.limits());
        return built(builder(file, workload, limits.toBudget(), store));
    }

    private static StudyBuilder builder(StudyFile file, Workload workload, Budget budget, StudyStore store) {
        StudyBuilder builder = Study.over(workload.space())
                .goal(file.goal())
                .budget(budget)
                .seed(file.seed())
                .strategy(file.strategy())
                .pruner(file.pruner())
                .resource(file.resource())
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
        workload.identity().forEach((what, now) -> {
            Object then = stored.notes().get(what);
            if (then != null && !then.equals(now)) {
                throw new InputException(
                        "Study '%s' is in the store already, and differs: its %s is '%s', not '%s', so scores cannot be compared. Take another name, or delete it first"
                                .formatted(stored.name(), what, then, now));
            }
        });
    }

    private static void enqueue(Study study, List<Configuration> configurations) {
        if (study.trials().isEmpty()) {
            for (int i = 0; i < configurations.size(); i++) {
                study.enqueueAfter(i, configurations.get(i)); // if nobody who starts at the same time was faster
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
}

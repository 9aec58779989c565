package dev.retune.cli;

import dev.retune.budget.Budget;
import dev.retune.config.Strategies;
import dev.retune.config.StudyFile;
import dev.retune.config.Workload;
import dev.retune.space.Configuration;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.study.StudyBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;

/** Creates the study of a study file in a store, or resumes it there, if it is the same. */
final class StudyOpening {

    private static final Logger LOG = LoggerFactory.getLogger(StudyOpening.class);

    private StudyOpening() {}

    static Study open(StudyFile file, Workload workload, Budget budget, StudyStore store) {
        Strategies.check(file.strategy(), workload.space(), file.metric().goal(), file.resource());
        StudyBuilder builder = Study.over(workload.space())
                .goal(file.metric().goal())
                .budget(budget)
                .seed(file.seed())
                .strategy(file.strategy())
                .pruner(file.pruner())
                .resource(file.resource())
                .store(store, file.study());
        workload.identity().forEach(builder::note);
        Study study = built(builder);
        requireSame(study, workload);
        if (study.definition().seed() != file.seed()) {
            LOG.warn(
                    "the stored study keeps its seed {}, whatever the file says",
                    study.definition().seed());
        }
        enqueue(study, workload);
        return study;
    }

    private static Study built(StudyBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) { // another space, goal or resource
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** That the scores of the stored study were made in the way in which new ones will be. */
    private static void requireSame(Study study, Workload workload) {
        Map<String, Object> stored = study.definition().notes();
        workload.identity().forEach((what, now) -> {
            Object then = stored.get(what);
            if (then != null && !then.equals(now)) {
                throw new UsageException(
                        "Study '%s' is in the store already, and differs: its %s is '%s', not '%s', so scores cannot be compared. Take another name, or delete it first"
                                .formatted(study.definition().name(), what, then, now));
            }
        });
    }

    private static void enqueue(Study study, Workload workload) {
        Set<Configuration> there = study.history().configurations();
        for (Configuration configuration : workload.enqueued()) {
            if (!there.contains(configuration)) {
                try {
                    study.enqueue(configuration);
                } catch (IllegalStateException e) {
                    throw new UsageException(String.valueOf(e.getMessage()), e);
                }
            }
        }
    }
}

package dev.retune.tuning;

import dev.retune.config.StudyFile;
import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.study.Objective;
import dev.retune.syntax.InputException;

import java.util.List;

/**
 * What is searched, and how what is found is scored.
 *
 * @param space as the file says, or the learner's own
 * @param enqueued configurations to try first, as the file says
 */
public record Search(SearchSpace space, Objective objective, List<Configuration> enqueued) {

    /** @throws InputException if what the file enqueues, or its prior, does not lie in the space */
    static Search of(StudyFile file, SearchSpace space, Objective objective) {
        Search search = new Search(space, objective, file.space().enqueued(space));
        file.search().prior().check(space);
        return search;
    }
}

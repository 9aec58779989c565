package dev.retune.config;

import dev.retune.syntax.Node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the processes that work on a study share it.
 *
 * @param retry how often a trial whose worker was lost is handed out again
 * @param round of how many trials a round is, if the study is deterministic
 * @param search strategy, prior and pruner as they are written, in which all must agree
 */
public record WorkerSection(Optional<Integer> retry, Optional<Integer> round, Map<String, Object> search) {

    /** The key of the strategy, here and among the notes of a stored study. */
    public static final String STRATEGY = "strategy";

    private static final int ROUND = 4;

    static WorkerSection read(Node root) {
        Map<String, Object> search = new LinkedHashMap<>();
        search.put(STRATEGY, root.get(STRATEGY).map(WorkerSection::text).orElse("auto"));
        search.put("prior", root.get("prior").map(WorkerSection::text).orElse("none"));
        search.put("pruner", root.get("pruner").map(WorkerSection::text).orElse("none"));
        return new WorkerSection(
                root.get("retry").map(times -> times.whole(0)),
                root.get("deterministic").flatMap(WorkerSection::round),
                search);
    }

    /** As it is written. */
    public String strategy() {
        return String.valueOf(search.get(STRATEGY));
    }

    private static String text(Node node) {
        return node.isText() ? node.text() : node.toString();
    }

    /** {@code true}, or {@code {round: 8}}. */
    private static Optional<Integer> round(Node deterministic) {
        if (deterministic.isMapping()) {
            return Optional.of(deterministic
                    .only("round")
                    .need("round", "how many trials a round has")
                    .whole(1));
        }
        return deterministic.flag() ? Optional.of(ROUND) : Optional.empty();
    }
}

package dev.retune.config;

import dev.retune.syntax.Node;

import java.util.Optional;

/**
 * How the processes that work on a study share it: the keys {@code retry} and {@code deterministic} of its file.
 *
 * @param retry how often a trial whose worker was lost is assigned again
 * @param round of how many trials a round is, if the study is deterministic
 */
public record WorkerSection(Optional<Integer> retry, Optional<Integer> round) {

    private static final int ROUND = 4;

    static WorkerSection read(Node root) {
        return new WorkerSection(
                root.get("retry").map(times -> times.whole(0)),
                root.get("deterministic").flatMap(WorkerSection::round));
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

package dev.retune.config;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.syntax.Node;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a study searches, and where it begins: the keys {@code space}, {@code constraints} and {@code enqueue} of its
 * file.
 *
 * @param space empty for the learner's own
 * @param constraints between parameters of the learner's own space
 * @param enqueue configurations to try first, by name; empty for the defaults of a learner that brings its own space
 */
public record DeclaredSpace(Optional<SearchSpace> space, Optional<Node> constraints, Optional<List<Node>> enqueue) {

    static DeclaredSpace read(Node root) {
        Optional<Node> constraints = root.get("constraints");
        return new DeclaredSpace(
                root.get("space").map(space -> SpaceSection.read(space, constraints)),
                constraints,
                root.get("enqueue").map(Node::items));
    }

    /** The space, or else {@code own} with the constraints. */
    public SearchSpace orElse(Supplier<SearchSpace> own) {
        return space.orElseGet(
                () -> constraints.map(c -> SpaceSection.with(own.get(), c)).orElseGet(own));
    }

    /** Whether the file leaves it to the learner where to begin. */
    public boolean beginsWithDefaults() {
        return space.isEmpty() && enqueue.isEmpty();
    }

    /** What is to be tried first in this space. @throws InputException if it does not lie there */
    public List<Configuration> enqueued(SearchSpace space) {
        return enqueue.orElse(List.of()).stream()
                .map(node -> node.checked(() -> space.configuration(node.scalars())))
                .toList();
    }
}

package dev.retune.config;

import dev.retune.syntax.Node;

import java.util.Optional;

/**
 * The {@code threads} of a study file: {@code 4}, or {@code {trials: 2, folds: 5}}.
 *
 * @param trials how many trials run at once
 * @param folds how many folds of each trial run at once
 */
public record ThreadsSection(Optional<Integer> trials, Optional<Integer> folds) {

    static ThreadsSection read(Optional<Node> section) {
        if (section.isEmpty() || !section.get().isMapping()) {
            return new ThreadsSection(section.map(n -> n.whole(1)), Optional.empty());
        }
        Node node = section.get().only("trials", "folds");
        return new ThreadsSection(
                node.get("trials").map(n -> n.whole(1)), node.get("folds").map(n -> n.whole(1)));
    }
}

package dev.retune.config;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.syntax.Node;
import dev.retune.validation.HoldOut;
import dev.retune.validation.Metric;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code model} of a study file.
 *
 * @param node where it stands
 * @param metric what is scored
 * @param learner what is trained
 * @param data the rows to learn from
 * @param settings fixed values of hyperparameters that are not searched
 * @param holdout the share of the rows that the search never sees
 */
public record ModelSection(
        Node node,
        Metric metric,
        Learner learner,
        DataSection data,
        Map<String, Object> settings,
        Optional<Double> holdout)
        implements Tunable {

    static ModelSection read(Node node, Metric metric, Path folder) {
        node.only(Stream.concat(Stream.of("learner", "validation", "holdout", "settings"), DataSection.KEYS.stream())
                .toArray(String[]::new));
        Node learner = node.need("learner", "the name of a learner, such as network, or a list of names");
        return new ModelSection(
                node,
                metric,
                learner.checked(() -> learner.isList()
                        ? Learners.any(
                                learner.items().stream().map(Node::string).toArray(String[]::new))
                        : Learners.named(learner.string())),
                DataSection.read(node, folder),
                node.get("settings").map(Node::scalars).orElse(Map.of()),
                node.get("holdout").map(ModelSection::share));
    }

    private static double share(Node node) {
        double share = node.number();
        return node.checked(() -> new HoldOut(share, 0)).share();
    }

    /** The learner as the file names it: {@code svm}, or {@code any of svm, knn}. */
    public String learnerText() {
        Node named = node.need("learner", "");
        return named.isList()
                ? "any of "
                        + String.join(
                                ", ", named.items().stream().map(Node::string).toList())
                : learner.name();
    }

    /** The rows. @param scored the task of the metric: numbers are not taken for classes where it is a regression */
    public Dataset read(Task scored) {
        return data.rows(scored);
    }

    /** How trials are scored. */
    public ValidationSection validation(Task task) {
        return ValidationSection.read(node.get("validation"), data.target(), task);
    }
}

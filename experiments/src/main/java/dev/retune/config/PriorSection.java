package dev.retune.config;

import dev.retune.space.SearchSpace;
import dev.retune.strategy.Prior;
import dev.retune.syntax.InputException;
import dev.retune.syntax.Node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code prior} of a study file: {@code {learningRate: {around: 0.01, within: 3}, activation: {relu: 3, tanh: 1}}}.
 *
 * @param nodes as written, by parameter
 * @param priors the same, each as a prior
 */
public record PriorSection(Map<String, Node> nodes, Map<String, Prior> priors) {

    static PriorSection read(Optional<Node> section) {
        Map<String, Node> nodes = section.map(Node::entries).orElse(Map.of());
        Map<String, Prior> priors = new LinkedHashMap<>();
        nodes.forEach((name, node) -> priors.put(name, add(Prior.none(), name, node)));
        return new PriorSection(nodes, priors);
    }

    private static Prior add(Prior prior, String name, Node node) {
        if (!node.isMapping()) {
            throw node.error(
                    "write {around: VALUE, within: FACTOR} for a number, or weights such as {relu: 3, tanh: 1} for a"
                            + " choice");
        }
        if (!node.has("around") && !node.has("within")) {
            Map<String, Double> weights = new LinkedHashMap<>();
            node.entries().forEach((choice, weight) -> weights.put(choice, weight.number()));
            return prior.weights(name, weights);
        }
        node.only("around", "within");
        Number value = number(node.need("around", "the value that is probably near the best"));
        double within = node.need(
                        "within", "a factor on a log scale, or a difference: how far from it the best probably is")
                .number();
        return prior.around(name, value, within);
    }

    /** As it is written: a whole number stays one in messages. */
    private static Number number(Node node) {
        node.number();
        return (Number) node.scalar();
    }

    Prior toPrior() {
        Prior all = Prior.none();
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            all = add(all, entry.getKey(), entry.getValue());
        }
        return all;
    }

    /** @throws InputException at what does not fit the space */
    public void check(SearchSpace space) {
        nodes.forEach((name, node) ->
                Optional.ofNullable(priors.get(name)).ifPresent(prior -> node.checked(() -> prior.over(space))));
    }
}

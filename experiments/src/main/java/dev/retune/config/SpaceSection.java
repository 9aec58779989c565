package dev.retune.config;

import dev.retune.internal.text.NearestName;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Condition;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.syntax.Node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code space} of a study file: {@code learningRate: {real: [1e-4, 1], log: true}}. */
public final class SpaceSection {

    private static final Map<String, Set<String>> KEYS = Map.of(
            "real", Set.of("real", "log", "logit", "step", "condition"),
            "integer", Set.of("integer", "log", "step", "condition"),
            "choice", Set.of("choice", "ordered", "condition"),
            "bool", Set.of("bool", "condition"));
    private static final String EXAMPLE =
            "{real: [0.1, 1]}, {integer: [1, 4]}, {choice: [a, b]} or {bool: [false, true]}";

    private final Map<String, Parameter<?>> declared = new LinkedHashMap<>();

    private SpaceSection() {}

    static SearchSpace read(Node space, Optional<Node> constraints) {
        SearchSpace.Builder builder = SearchSpace.builder();
        SpaceSection section = new SpaceSection();
        space.entries().forEach((name, node) -> {
            Parameter<?> parameter = node.checked(() -> parameter(name, node));
            Condition[] conditions =
                    node.get("condition").map(section::conditions).orElse(new Condition[0]);
            node.checked(() -> builder.add(parameter, conditions));
            section.declared.put(name, parameter);
        });
        return build(builder, constraints.orElse(space), constraints);
    }

    /** The space with more constraints. */
    public static SearchSpace with(SearchSpace space, Node constraints) {
        SearchSpace.Builder builder = SearchSpace.builder();
        for (int i = 0; i < space.parameters().size(); i++) {
            builder.add(space.parameters().get(i), space.conditions(i).toArray(Condition[]::new));
        }
        space.constraints().forEach(c -> builder.constraint(c.toString()));
        return build(builder, constraints, Optional.of(constraints));
    }

    private static SearchSpace build(SearchSpace.Builder builder, Node place, Optional<Node> constraints) {
        constraints.ifPresent(list ->
                list.items().forEach(item -> item.checked(() -> builder.constraint(item.string()))));
        return place.checked(builder::build);
    }

    private static Parameter<?> parameter(String name, Node node) {
        if (!node.isMapping()) {
            throw node.error("a parameter is one of " + EXAMPLE);
        }
        List<String> kinds = KEYS.keySet().stream().filter(node::has).sorted().toList();
        if (kinds.size() > 1) {
            throw node.error("a parameter has one kind, not " + String.join(" and ", kinds));
        }
        if (kinds.isEmpty()) {
            node.only(Set.of("real", "integer", "choice", "bool", "log", "logit", "step", "ordered", "condition"));
            throw node.error("it has no kind: write " + EXAMPLE);
        }
        String kind = kinds.get(0);
        node.only(KEYS.getOrDefault(kind, Set.of()));
        return switch (kind) {
            case "real" -> real(name, node);
            case "integer" -> integer(name, node);
            case "choice" -> choice(name, node);
            default -> bool(name, node);
        };
    }

    private static RealParameter real(String name, Node node) {
        List<Node> range = range(node, "real", "[0.001, 0.1]");
        RealParameter real =
                Parameter.real(name, range.get(0).number(), range.get(1).number());
        boolean log = flag(node, "log");
        boolean logit = flag(node, "logit");
        if (log && logit) {
            throw node.error("it has both a log and a logit scale: choose one");
        }
        RealParameter scaled = log ? real.log() : logit ? real.logit() : real;
        return node.get("step").map(step -> scaled.step(step.number())).orElse(scaled);
    }

    private static IntParameter integer(String name, Node node) {
        List<Node> range = range(node, "integer", "[1, 4]");
        IntParameter integer =
                Parameter.integer(name, range.get(0).whole(), range.get(1).whole());
        IntParameter scaled = flag(node, "log") ? integer.log() : integer;
        return node.get("step").map(step -> scaled.step(step.whole())).orElse(scaled);
    }

    private static ChoiceParameter<?> choice(String name, Node node) {
        List<Object> choices = new ArrayList<>();
        node.need("choice", "[a, b]").items().forEach(item -> choices.add(item.scalar()));
        ChoiceParameter<Object> choice = Parameter.choice(name, choices);
        return flag(node, "ordered") ? choice.ordered() : choice;
    }

    private static ChoiceParameter<Boolean> bool(String name, Node node) {
        Node values = node.need("bool", "[false, true]");
        if (!values.toString().equals("[false,true]")) {
            throw values.error("write {bool: [false, true]}");
        }
        return Parameter.bool(name);
    }

    private static List<Node> range(Node node, String kind, String example) {
        Node range = node.need(kind, example);
        if (!range.isList() || range.items().size() != 2) {
            throw range.error("a range is [low, high], such as " + example);
        }
        return range.items();
    }

    private static boolean flag(Node node, String key) {
        return node.get(key).map(Node::flag).orElse(false);
    }

    /** {@code {kernel: [rbf, polynomial]}}; all of several parents must fit. */
    private Condition[] conditions(Node node) {
        if (!node.isMapping()) {
            throw node.error("a condition is {parent: [values]}, such as {kernel: [rbf]}");
        }
        List<Condition> conditions = new ArrayList<>();
        node.entries().forEach((name, values) -> {
            Parameter<?> parent = declared.get(name);
            if (parent == null) {
                throw values.error("no parameter '%s' is declared before it: put the parent first%s"
                        .formatted(name, NearestName.hint(name, declared.keySet())));
            }
            List<Object> allowed =
                    values.isList() ? values.items().stream().map(Node::scalar).toList() : List.of(values.scalar());
            conditions.add(values.checked(() -> new Condition(parent, allowed)));
        });
        return conditions.toArray(Condition[]::new);
    }
}

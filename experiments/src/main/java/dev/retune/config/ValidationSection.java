package dev.retune.config;

import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.internal.text.NearestName;
import dev.retune.syntax.Node;
import dev.retune.validation.ColumnFolds;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.GroupFolds;
import dev.retune.validation.GroupHoldOut;
import dev.retune.validation.HoldOut;
import dev.retune.validation.LeaveOneOut;
import dev.retune.validation.Splitter;
import dev.retune.validation.TimeHoldOut;
import dev.retune.validation.TimeSeries;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/**
 * The {@code validation} of a study file: how trials are scored, and how the hold-out and outer folds are split by the
 * same rules.
 *
 * @param trials the splits of a trial
 * @param outer so many folds, for an estimate of the whole search
 * @param holdOut a single split that sets this share aside
 * @param aside the column by which rows are split, which no model sees
 */
public record ValidationSection(
        Splitter trials, IntFunction<Splitter> outer, DoubleFunction<Splitter> holdOut, Optional<String> aside) {

    private static final int FOLDS = 5;
    private static final List<String> KINDS = List.of(
            "kFold", "stratified", "group", "stratifiedGroup", "timeSeries", "leaveOneOut", "column", "holdout");

    /** What a study file says, or five folds, stratified if there are classes. */
    static ValidationSection read(Optional<Node> section, String target, Task task) {
        if (section.isEmpty()) {
            return random(task == Task.CLASSIFICATION, FOLDS, 1, 0);
        }
        Node node = section.get();
        Optional<Node> kind = node.get("kind");
        String name = kind.map(Node::string).orElse(task == Task.CLASSIFICATION ? "stratified" : "kFold");
        if (name.startsWith("stratified") && task == Task.REGRESSION) {
            throw kind.orElse(node)
                    .error("only classes can be stratified, but '%s' is numeric: use %s"
                            .formatted(target, name.equals("stratified") ? "kFold" : "group"));
        }
        return switch (name) {
            case "kFold", "stratified" -> {
                node.only("kind", "folds", "repeats", "seed");
                yield random(name.equals("stratified"), folds(node), repeats(node), seed(node));
            }
            case "group", "stratifiedGroup" -> {
                node.only("kind", "column", "folds", "seed", "feature");
                yield groups(node, column(node), name.equals("stratifiedGroup"));
            }
            case "timeSeries" -> {
                node.only("kind", "column", "folds", "gap", "window", "feature");
                yield timeSeries(node);
            }
            case "leaveOneOut" -> {
                node.only("kind");
                yield new ValidationSection(
                        new LeaveOneOut(),
                        k -> new CrossValidation(task == Task.CLASSIFICATION, k, 1, 0),
                        share -> new HoldOut(share, 0),
                        Optional.empty());
            }
            case "column" -> {
                node.only("kind", "column", "feature");
                String column = column(node);
                yield new ValidationSection(
                        new ColumnFolds(column),
                        k -> new ColumnFolds(column),
                        share -> new GroupHoldOut(column, share, 0),
                        aside(node, column));
            }
            case "holdout" -> {
                node.only("kind", "share", "seed");
                double share = node.need("share", "the part of the rows to score on, such as 0.25")
                        .number();
                long seed = seed(node);
                yield new ValidationSection(
                        node.checked(() -> new HoldOut(share, seed)),
                        k -> new CrossValidation(task == Task.CLASSIFICATION, k, 1, seed),
                        part -> new HoldOut(part, seed),
                        Optional.empty());
            }
            default ->
                throw kind.orElse(node)
                        .error("there is no such kind of validation" + NearestName.hint(name, KINDS) + " ("
                                + String.join(", ", KINDS) + "; 'repeats: 3' repeats kFold and stratified)");
        };
    }

    private static ValidationSection random(boolean stratified, int folds, int repeats, long seed) {
        return new ValidationSection(
                new CrossValidation(stratified, folds, repeats, seed),
                k -> new CrossValidation(stratified, k, 1, seed),
                share -> new HoldOut(share, seed),
                Optional.empty());
    }

    private static ValidationSection groups(Node node, String column, boolean stratified) {
        long seed = seed(node);
        return new ValidationSection(
                new GroupFolds(column, stratified, folds(node), seed),
                k -> new GroupFolds(column, stratified, k, seed),
                share -> new GroupHoldOut(column, share, seed),
                aside(node, column));
    }

    private static ValidationSection timeSeries(Node node) {
        @Nullable String column = node.get("column").map(Node::text).orElse(null);
        double gap = node.get("gap").map(Node::number).orElse(0.0);
        double window = node.get("window").map(Node::number).orElse(Double.POSITIVE_INFINITY);
        int folds = node.get("folds").map(n -> n.whole(1)).orElse(FOLDS);
        return new ValidationSection(
                node.checked(() -> new TimeSeries(column, folds, gap, window)),
                k -> new TimeSeries(column, k, gap, window),
                share -> new TimeHoldOut(column, share, gap),
                column == null ? Optional.empty() : aside(node, column));
    }

    private static String column(Node node) {
        return node.need("column", "the column to split by").text();
    }

    private static Optional<String> aside(Node node, String column) {
        boolean feature = node.get("feature").map(Node::flag).orElse(false);
        return Optional.of(column).filter(c -> !feature);
    }

    private static int folds(Node node) {
        return node.get("folds").map(n -> n.whole(2)).orElse(FOLDS);
    }

    private static int repeats(Node node) {
        return node.get("repeats").map(n -> n.whole(1)).orElse(1);
    }

    private static long seed(Node node) {
        return node.get("seed").map(Node::wholeLong).orElse(0L);
    }

    /** The rows without the feature by which they are split. */
    public Dataset prepared(Dataset rows) {
        return aside.map(rows::aside).orElse(rows);
    }
}

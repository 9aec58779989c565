package dev.retune.config;

import dev.retune.data.ColumnType;
import dev.retune.data.CsvReader;
import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.HoldOut;
import dev.retune.validation.Metric;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code model} of a study file.
 *
 * @param node where it stands
 * @param metric what is scored
 * @param learner what is trained
 * @param data the file with the rows
 * @param target the column to predict
 * @param task classification or regression; inferred if empty
 * @param types of columns that are not to be inferred
 * @param settings fixed values of hyperparameters that are not searched
 * @param holdout the share of the rows that the search never sees
 */
public record ModelSection(
        Node node,
        Metric metric,
        Learner learner,
        Path data,
        String target,
        Optional<Task> task,
        Map<String, ColumnType> types,
        Map<String, Object> settings,
        Optional<Double> holdout)
        implements Subject {

    private static final int FOLDS = 5;

    static ModelSection read(Node node, Metric metric, Path folder) {
        node.only("learner", "data", "target", "task", "types", "validation", "holdout", "settings");
        Node learner = node.need("learner", "the name of a learner, such as network, or a list of names");
        return new ModelSection(
                node,
                metric,
                learner.checked(() -> learner.isList()
                        ? Learners.any(
                                learner.items().stream().map(Node::string).toArray(String[]::new))
                        : Learners.named(learner.string())),
                folder.resolve(node.need("data", "the path of a CSV file").string()),
                node.need("target", "the column to predict").text(),
                node.get("task").map(task -> task.checked(() -> Task.named(task.string()))),
                node.get("types").map(ModelSection::types).orElse(Map.of()),
                node.get("settings").map(Node::scalars).orElse(Map.of()),
                node.get("holdout").map(ModelSection::share));
    }

    @Override
    public Workload workload(StudyFile file, Path outputs) {
        return new ModelWorkload(this, file);
    }

    private static Map<String, ColumnType> types(Node node) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        node.entries()
                .forEach((column, type) -> types.put(column, type.checked(() -> ColumnType.named(type.string()))));
        return types;
    }

    private static double share(Node node) {
        double share = node.number();
        return node.checked(() -> new HoldOut(share, 0)).share();
    }

    /** The learner, with what is fixed of it. */
    Learner trained() {
        if (settings.isEmpty()) {
            return learner;
        }
        Node fixed = node.need("settings", "");
        fixed.checked(() -> learner.hyperparameters().complete(settings));
        return new FixedLearner(learner, settings);
    }

    /** The rows. @param scored the task of the metric: numbers are not taken for classes where it is a regression */
    Dataset read(Task scored) {
        CsvReader reader = CsvReader.of(target);
        for (Map.Entry<String, ColumnType> type : types.entrySet()) {
            reader = reader.type(type.getKey(), type.getValue());
        }
        CsvReader typed = task.or(() -> Optional.of(scored).filter(Task.REGRESSION::equals))
                .map(reader::task)
                .orElse(reader);
        return node.need("data", "").checked(() -> typed.read(data));
    }

    /** How trials are scored: as the file says, or by five folds, stratified if there are classes. */
    CrossValidation validation(Task task) {
        Optional<Node> section = node.get("validation");
        boolean classes = task == Task.CLASSIFICATION;
        if (section.isEmpty()) {
            return new CrossValidation(classes, FOLDS, 1, 0);
        }
        Node validation = section.get().only("kind", "folds", "repeats", "seed");
        Optional<Node> kind = validation.get("kind");
        boolean stratified = kind.map(Node::string)
                .map(name -> switch (name) {
                    case "stratified" -> true;
                    case "kFold" -> false;
                    default ->
                        throw kind.get().error("it must be kFold or stratified; 'repeats: 3' repeats either of them");
                })
                .orElse(classes);
        if (stratified && !classes) {
            throw kind.orElse(validation)
                    .error("only classes can be stratified, but '%s' is numeric: use kFold".formatted(target));
        }
        int folds = validation.get("folds").map(n -> n.whole(2)).orElse(FOLDS);
        int repeats = validation.get("repeats").map(n -> n.whole(1)).orElse(1);
        return new CrossValidation(
                stratified,
                folds,
                repeats,
                validation.get("seed").map(Node::wholeLong).orElse(0L));
    }
}

package dev.retune;

import dev.retune.learner.Learner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.ToolProvider;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** model-core as a named module: an application that requires it is compiled and started on the module path. */
class ModuleTest {

    /** What model-core needs, beside the optimizer. */
    private static final List<String> LIBRARIES = List.of(
            "commons-jexl3",
            "commons-logging",
            "commons-math3",
            "failureaccess",
            "fastcsv",
            "guava",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jspecify",
            "slf4j-api",
            "smile-core",
            "smile-data",
            "smile-graph",
            "smile-math");

    private static final String MODULE = """
            module app {
                requires dev.retune.modelcore;
                provides dev.retune.validation.Metric with app.Hits;
            }
            """;

    private static final String METRIC = """
            package app;

            import dev.retune.data.*;
            import dev.retune.trial.Target;
            import dev.retune.validation.*;

            public class Hits implements Metric {
                public String name() { return "hits"; }
                public Target goal() { return Target.maximize("hits"); }
                public Task task() { return Task.CLASSIFICATION; }
                public double score(Dataset truth, Predictions predictions) {
                    return truth.size() * Metric.ACCURACY.score(truth, predictions);
                }
            }
            """;

    private static final String MAIN = """
            package app;

            import dev.retune.data.*;
            import dev.retune.learner.*;
            import dev.retune.objective.*;
            import dev.retune.space.*;
            import dev.retune.study.*;
            import dev.retune.validation.*;
            import java.nio.file.Path;
            import java.util.*;
            import java.util.stream.IntStream;

            public class Main {

                public static void main(String[] args) throws Exception {
                    System.out.println(Learner.class.getModule());
                    int[] codes = IntStream.range(0, 60).map(row -> row % 2).toArray();
                    double[] x = IntStream.of(codes).mapToDouble(code -> code + 0.1 * Math.sin(code)).toArray();
                    Dataset data = Dataset.of(
                            CategoricalColumn.of("y", List.of("no", "yes"), codes), List.of(NumericColumn.of("x", x)));
                    for (String name : Learners.names()) {
                        System.out.println(name + " " + trained(Learners.named(name), data));
                    }
                    Splitter folds = CrossValidation.stratified(3, 1);
                    Metric hits = Metric.named("hits");
                    var objective = CrossValidatedObjective.of(Learners.named("lda"), data, folds, hits);
                    Study study = Study.over(Learners.named("lda").space())
                            .goal(Metric.named("hits").goal())
                            .budget(dev.retune.budget.Budget.trials(1))
                            .seed(1)
                            .build();
                    Trial trial = study.ask();
                    study.tell(trial, objective.evaluate(trial));
                    System.out.println(study.best().orElseThrow().value());
                    Training training = Learners.randomForest().start(Map.of("trees", 2), data, 1);
                    while (training.advance()) {}
                    SavedModel.of("randomForest", training.model(), data, Map.of("trees", 2), Map.of())
                            .write(Path.of("forest.model"));
                    System.out.println(!SavedModel.read(Path.of("forest.model")).version().equals("development"));
                }

                static String trained(Learner learner, Dataset data) {
                    if (!learner.tasks().contains(data.task())) {
                        return "does not learn classes";
                    }
                    try (Training training = learner.start(Map.of(), data, 1)) {
                        training.advance();
                        return Metric.ACCURACY.score(data, training.model().predict(data)) > 0.9 ? "learns" : "guesses";
                    } catch (IllegalArgumentException e) {
                        return e.getMessage().replaceAll(";.*", "");
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private static String modulePath(String... optional) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> isModule(path, optional))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isModule(Path path, String... optional) {
        String file = path.getFileName().toString();
        return Files.exists(path.resolve("module-info.class"))
                || file.matches("retune-optimizer-\\d[^/]*(?<!tests)\\.jar")
                || Stream.concat(LIBRARIES.stream(), Stream.of(optional))
                        .anyMatch(name -> file.matches(name + "-\\d[^/]*\\.jar"));
    }

    @Test
    void application_thatRequiresTheModule_findsLearnersAndItsOwnMetric() throws Exception {
        compile();
        List<String> lines = run();

        assertThat(lines).startsWith("module dev.retune.modelcore");
        ServiceLoader.load(Learner.class)
                .forEach(learner -> assertThat(lines).anyMatch(line -> line.startsWith(learner.name() + " ")));
        assertThat(lines)
                .contains("randomForest learns", "svm learns", "network learns", "any learns", "knn learns")
                .contains("logisticRegression learns", "ridge does not learn classes")
                .anyMatch(line -> line.startsWith("xgboost learner 'xgboost' needs the Maven artifacts"))
                .noneMatch(line -> line.endsWith("guesses"))
                .endsWith("20.0", "true");
    }

    @Test
    void application_withXgboostOnItsModulePath_learnsWithIt() throws Exception {
        compile();

        assertThat(run("xgboost4j_2\\.12", "kryo")).contains("xgboost learns");
    }

    private void compile() throws Exception {
        Files.writeString(folder.resolve("module-info.java"), MODULE);
        Files.writeString(folder.resolve("Hits.java"), METRIC);
        Files.writeString(folder.resolve("Main.java"), MAIN);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        String[] options = {
            "--module-path", modulePath(), "-d", folder.resolve("classes").toString(), "-proc:none"
        };
        Stream<String> sources = Stream.of("module-info.java", "Hits.java", "Main.java")
                .map(name -> folder.resolve(name).toString());
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        Stream.concat(Arrays.stream(options), sources).toArray(String[]::new));
        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }

    private List<String> run(String... optional) throws Exception {
        Path output = folder.resolve("output.txt");
        String modules = modulePath(optional) + File.pathSeparator + folder.resolve("classes");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modules,
                        "-m",
                        "app/app.Main")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("SLF4J") && !line.startsWith("WARNING:"))
                .toList();
    }
}

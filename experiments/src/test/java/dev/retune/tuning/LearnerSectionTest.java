package dev.retune.tuning;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.retune.config.StudyFile;
import dev.retune.space.SearchSpace;
import dev.retune.syntax.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Learners in a study file: the spaces that they bring. */
class LearnerSectionTest {

    @TempDir
    Path folder;

    private SearchSpace space(String model, String... more) throws IOException {
        Files.writeString(
                folder.resolve("rows.csv"),
                "a,b,kind,size\n"
                        + IntStream.range(0, 30)
                                .mapToObj(i -> "%d,%d,%s,%s".formatted(i % 7, i % 4, i % 3 == 0 ? "x" : "y", i + 0.5))
                                .collect(Collectors.joining("\n")));
        Path file = folder.resolve("study.yaml");
        String goal = model.contains("size") ? "minimize rmse" : "maximize accuracy";
        Files.writeString(
                file,
                "study: s\ngoal: " + goal + "\nbudget: {trials: 3}\nmodel: {data: rows.csv, " + model + "}\n"
                        + String.join("\n", more));
        try (Workload workload = Workload.of(StudyFile.read(file), folder)) {
            return workload.space();
        }
    }

    private static List<String> names(SearchSpace space) {
        return space.parameters().stream().map(p -> p.name()).toList();
    }

    @ParameterizedTest
    @CsvSource({"knn, size, true", "knn, kind, false", "svm, size, false"})
    void weight_ofALearnerThatCannotWeighRows_isWarnedOf(String learner, String target, boolean warned)
            throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger(ModelWorkload.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        Level before = log.getLevel();
        log.setLevel(Level.WARN);
        log.addAppender(events);
        events.start();
        try {
            space("learner: %s, target: %s, weight: b".formatted(learner, target));
        } finally {
            log.detachAppender(events);
            log.setLevel(before);
        }

        List<String> expected =
                List.of("learner knn cannot weigh rows in training: 'weight: b' counts in its scores only");
        assertThat(events.list).extracting(ILoggingEvent::getFormattedMessage).isEqualTo(warned ? expected : List.of());
    }

    @Test
    void any_bringsAChoiceAmongLearnersOfTheTask() throws IOException {
        assertThat(names(space("learner: any, target: kind")))
                .startsWith("learner")
                .contains("svm.gamma", "logisticRegression.l2", "network.layers")
                .doesNotContain("svm.multiclass", "elasticNet.lambda");
        assertThat(names(space("learner: any, target: size")))
                .contains("elasticNet.lambda")
                .doesNotContain("logisticRegression.l2");
    }

    @Test
    void aListOfLearners_bringsAChoiceAmongThem() throws IOException {
        assertThat(names(space("learner: [knn, lda], target: kind")))
                .containsExactly(
                        "learner",
                        "knn.neighbors",
                        "knn.weights",
                        "knn.metric",
                        "knn.balance",
                        "lda.shrinkage",
                        "lda.balance");
    }

    @Test
    void settings_thatFixAParent_leaveItsActiveChildrenWithoutCondition() throws IOException {
        assertThat(names(space("learner: svm, target: kind, settings: {kernel: rbf}")))
                .containsExactly("cost", "gamma", "balance");
        assertThat(names(space("learner: svm, target: kind, settings: {kernel: linear, balance: none}")))
                .containsExactly("cost");
        assertThat(names(space("learner: [svm, lda], target: kind, settings: {learner: svm, svm.kernel: linear}")))
                .containsExactly("svm.cost", "svm.balance");
    }

    @Test
    void aResourceOfSteps_isLeftOutOfTheSpaceThatTheLearnerBrings() throws IOException {
        SearchSpace space =
                space("learner: gradientBoosting, target: kind", "resource: {name: trees, min: 10, max: 100}");

        assertThat(names(space)).contains("learningRate").doesNotContain("trees");
    }

    @Test
    void aLearnerOfTheOtherTask_isToldWithItsPlace() {
        assertThatThrownBy(() -> space("learner: ridge, target: kind"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("learner 'ridge' learns numbers, but target 'kind' has classes");
        assertThatThrownBy(() -> space("learner: [ridge, lasso], target: kind"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("target 'kind' has classes");
    }
}

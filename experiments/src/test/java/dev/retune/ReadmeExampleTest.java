package dev.retune;

import dev.retune.budget.Budget;
import dev.retune.config.StudyFile;
import dev.retune.data.Dataset;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.objective.CrossValidatedObjective;
import dev.retune.pruning.Pruner;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Objective;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.tuning.Workload;
import dev.retune.validation.CrossValidation;
import dev.retune.validation.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The Java of the README, so that it stays true; on fewer rows and trials. */
class ReadmeExampleTest {

    @TempDir
    Path folder;

    @Test
    void readme_learner_isTuned() throws Exception {
        Path csv = folder.resolve("digits.csv");
        try (Stream<String> lines = Files.lines(Path.of("studies/data/digits.csv"))) {
            Files.write(csv, lines.limit(201).toList());
        }
        Dataset data = Dataset.readCsv(csv, "digit");
        Learner network = Learners.network();
        Objective objective =
                CrossValidatedObjective.of(network, data, CrossValidation.stratified(5, 42L), Metric.ACCURACY);

        try (JdbcStore store = JdbcStore.sqlite(folder.resolve("digits.db"))) {
            Study study = Study.over(network.space())
                    .goal(Metric.ACCURACY.goal())
                    .budget(Budget.trials(2).orTime(Duration.ofMinutes(10)))
                    .seed(42L)
                    .store(store, "digits-network") // same name again = resume
                    .build();

            Runner.parallel(4).run(study, objective);

            assertThat(study.best().orElseThrow().value()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void readme_ownLoop_runsToTheEndOfItsBudget() {
        RealParameter rate = Parameter.real("learningRate", 1e-5, 1e-1).log();
        ChoiceParameter<String> kernel = Parameter.choice("kernel", "linear", "rbf", "polynomial");
        IntParameter degree = Parameter.integer("degree", 2, 5);
        SearchSpace space = SearchSpace.builder()
                .add(rate)
                .add(kernel)
                .add(degree, kernel.is("polynomial"))
                .build();

        Study study = Study.over(space)
                .budget(Budget.trials(60))
                .strategy(RandomSearch.create())
                .build();
        while (study.isOpen()) {
            Trial trial = study.ask();
            study.tell(trial, train(trial.get(rate), trial.get(kernel)));
        }

        assertThat(study.trials()).hasSize(60);
        assertThat(study.best().orElseThrow().configuration().get(kernel)).isEqualTo("rbf");
    }

    @Test
    void readme_ownObjective_reportsSavesAndNotes() {
        RealParameter rate = Parameter.real("learningRate", 1e-3, 1).log();
        Objective objective = Objective.of(trial -> {
            Descent descent = trial.checkpoint().map(Descent::read).orElseGet(() -> Descent.start(trial.seed()));
            while (descent.epoch() < 20) {
                double error = descent.next(trial.get(rate)); // may throw: the message becomes the reason
                trial.saveCheckpoint(descent.write()); // an interrupted or promoted trial continues from here
                trial.report(descent.epoch(), error); // leaves, if the trial is pruned or stopped
            }
            trial.note("weights", descent.size()); // anything worth keeping
            return descent.error();
        });

        Study study = Study.over(SearchSpace.of(rate))
                .budget(Budget.trials(20))
                .pruner(Pruner.median())
                .build();
        Runner.parallel(2).run(study, objective);

        assertThat(study.best().orElseThrow().value()).isLessThan(0.1);
        assertThat(study.best().orElseThrow().attributes()).containsEntry("weights", 1);
    }

    /** Goes down a parabola. */
    private static final class Descent {

        private int epoch;
        private double x;

        private Descent(int epoch, double x) {
            this.epoch = epoch;
            this.x = x;
        }

        static Descent start(long seed) {
            return new Descent(0, 1 + Math.floorMod(seed, 3));
        }

        static Descent read(byte[] saved) {
            ByteBuffer buffer = ByteBuffer.wrap(saved);
            return new Descent(buffer.getInt(), buffer.getDouble());
        }

        byte[] write() {
            return ByteBuffer.allocate(12).putInt(epoch).putDouble(x).array();
        }

        double next(double rate) throws IOException {
            if (!Double.isFinite(x)) {
                throw new IOException("it diverged");
            }
            epoch++;
            x -= rate * 2 * x;
            return error();
        }

        int epoch() {
            return epoch;
        }

        int size() {
            return 1;
        }

        double error() {
            return x * x;
        }
    }

    private static double train(double rate, String kernel) {
        return Math.abs(Math.log10(rate) + 3)
                + 10 * Math.abs(List.of("linear", "rbf").indexOf(kernel) - 1);
    }

    @Test
    void studyFilesPage_wholeExample_isRead() throws Exception {
        String page = Files.readString(Path.of("docs/study-files.md"));
        int from = page.indexOf("```yaml\n") + "```yaml\n".length();
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, page.substring(from, page.indexOf("```", from)));
        Files.createDirectory(folder.resolve("data"));
        Files.copy(Path.of("studies/data/digits.csv"), folder.resolve("data/digits.csv"));

        StudyFile study = StudyFile.read(file);

        assertThat(study.study()).isEqualTo("digits-network");
        try (Workload workload = Workload.of(study, folder)) {
            assertThat(workload.enqueued()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm-flags.yaml", "python-command.yaml", "python-process.yaml"})
    void studies_ofPrograms_areRead(String name) {
        StudyFile study = StudyFile.read(Path.of("studies", name));
        assumeTrue(!name.startsWith("python") || Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");

        try (Workload workload = Workload.of(study, folder)) {
            assertThat(name).startsWith(study.study());
            assertThat(workload.space().parameters()).isNotEmpty();
        }
    }
}

package dev.retune.compatibility;

import dev.retune.cli.Cli;
import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Studies of study files that Retune 0.1 has begun, and that this Retune goes on with. */
class StudyFileOf01Test {

    /** Training may differ in the last digits on another processor. */
    private static final double TOLERANCE = 1e-6;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void copy() throws Exception {
        cli = new Cli(folder);
        for (String file : Frozen.files("studies")) {
            Frozen.copy(file, folder);
        }
        Frozen.copy("data/classes.csv", folder);
        Frozen.copy("data/numbers.csv", folder);
        Place.SQLITE.store(cli, folder);
    }

    private Result done(String... arguments) {
        Result result = cli.run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    private JsonNode export(String study) {
        return Frozen.json(done("export", study, "--store", "retune-0.1.db", "--format", "json")
                .out());
    }

    /**
     * The rest is as 0.1 would have gone on itself: of networks in the midst of a training, of a forest's folds, and of
     * several learners with a trial that was interrupted. So what their trials saved is read.
     */
    @ParameterizedTest
    @ValueSource(strings = {"epochs", "folds", "effort"})
    void goesOnFromCheckpoints_of01(String study) {
        JsonNode expected =
                Frozen.json(Frozen.text("whole/" + study + "-whole.json")).get("trials");
        int before = export(study).get("trials").size();

        Result result = done("tune", study + ".yaml", "--store", "retune-0.1.db", "--no-progress", "--no-model");

        assertThat(result.err()).doesNotContain("starts again");
        JsonNode trials = export(study).get("trials");
        assertThat(trials.size()).isEqualTo(expected.size()).isGreaterThan(before);
        for (int i = 0; i < trials.size(); i++) {
            ObjectNode then = (ObjectNode) expected.get(i).deepCopy();
            then.remove(List.of("started", "ended"));
            ObjectNode now = (ObjectNode) trials.get(i).deepCopy();
            renameLosses(now, then);
            assertThat(Frozen.differences(now, then, TOLERANCE))
                    .as("trial %s", i)
                    .isEmpty();
        }
    }

    /** Trials that end now note their training loss by another key; one that was interrupted has the old note, too. */
    private static void renameLosses(ObjectNode now, ObjectNode then) {
        if (now.path("attributes").has("trainingLoss")) {
            ((ObjectNode) now.get("attributes")).remove("cost");
            ObjectNode attributes = (ObjectNode) then.get("attributes");
            attributes.set("trainingLoss", attributes.remove("cost"));
        }
    }

    /** A step that was reported before the interruption is not reported again. */
    @ParameterizedTest
    @ValueSource(strings = {"epochs", "effort"})
    void takesUpInterruptedTrials_of01(String study) {
        int interrupted = StreamSupport.stream(export(study).get("trials").spliterator(), false)
                .filter(trial -> trial.get("state").stringValue().equals("waiting"))
                .findFirst()
                .orElseThrow()
                .get("trial")
                .intValue();

        done("tune", study + ".yaml", "--store", "retune-0.1.db", "--no-progress", "--no-model");

        JsonNode trial = Frozen.jsonLines(done("export", study, "--store", "retune-0.1.db", "--format", "jsonl")
                        .out())
                .get(interrupted + 1);
        List<Integer> steps = StreamSupport.stream(trial.get("history").spliterator(), false)
                .filter(event -> event.get("event").stringValue().equals("reported"))
                .map(event -> event.get("step").intValue())
                .toList();
        assertThat(trial.get("state").stringValue()).isEqualTo("completed");
        assertThat(steps).hasSizeGreaterThan(1).doesNotHaveDuplicates().isSorted();
        assertThat(trial.get("attempts").size()).isEqualTo(1);
    }

    /** The space, the data and all else that the study noted of its scores are the same as today. */
    @ParameterizedTest
    @ValueSource(strings = {"network", "racing", "series"})
    void extendsAStudyOfAModel_of01(String study) {
        int before = export(study).get("trials").size();

        Result result = done(
                "tune",
                study + ".yaml",
                "--store",
                "retune-0.1.db",
                "--no-progress",
                "--trials",
                String.valueOf(before + 2));

        assertThat(export(study).get("trials").size()).isEqualTo(before + 2);
        assertThat(result.out()).contains("Model: ", study + ".html");
    }

    /** With its hold-out score, which is not computed again. */
    @Test
    void tellsTheSummary_of01() {
        Result result = done("tune", "network.yaml", "--store", "retune-0.1.db", "--no-progress", "--no-model");

        assertThat(result.out())
                .contains(
                        "Its budget is spent: all 6 trials are used.",
                        "Best hyperparameters (trial 1):",
                        "Cross-validated accuracy  0.91074 ± 0.023");
        assertThat(Frozen.differences(
                        export("network"), Frozen.studies().get("network").get("export")))
                .isEmpty();
    }

    @Test
    void goesOnWithNestedStudies_of01() {
        Result result = done("nested", "nested.yaml", "--outer", "2", "--store", "retune-0.1.db");

        assertThat(result.out()).contains("Nested accuracy  0.92222 ± 0.019");
        assertThat(export("nested/outer-1").get("trials").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "process"})
    void extendsAStudyOfAProgram_of01(String study) {
        assumeTrue(Cli.canSignal(), "no Unix here");
        int before = export(study).get("trials").size();

        done(
                "tune",
                study + ".yaml",
                "--store",
                "retune-0.1.db",
                "--no-progress",
                "--trials",
                String.valueOf(before + 2));

        JsonNode trials = export(study).get("trials");
        assertThat(trials.size()).isEqualTo(before + 2);
        assertThat(trials.get(before).get("folds").size()).isPositive();
    }

    /** So everything that a proposal saw is known, and random points follow from the same seeds. */
    @ParameterizedTest
    @ValueSource(strings = {"network", "epochs", "folds", "effort", "series", "command", "process"})
    void replaysAStudy_of01(String study) {
        assertThat(done("replay", study + ".yaml", "--store", "retune-0.1.db").out())
                .containsPattern("(\\d+) of \\1 proposals are the same");
    }

    /** The same first line as then resumes it. */
    @Test
    void goesOnWithAConversation_of01() {
        String start = Frozen.text("studies/asked.jsonl").lines().findFirst().orElseThrow();
        List<JsonNode> then = Frozen.jsonLines(Frozen.text("studies/asked-answers.jsonl"));

        Result result = cli.runWith(
                start + "\n{\"ask\":1}\n{\"best\":1}\n", "ask-tell", "--store", "retune-0.1.db", "--study", "asked");

        List<JsonNode> now = Frozen.jsonLines(result.out());
        JsonNode given = then.stream() // back when the conversation ended
                .filter(answer -> answer.path("id").asInt(-1) == 6)
                .findFirst()
                .orElseThrow();
        assertThat(Frozen.differences(now.get(1), given)).isEmpty();
        assertThat(Frozen.differences(now.get(2), then.get(then.size() - 1))).isEmpty();
    }
}

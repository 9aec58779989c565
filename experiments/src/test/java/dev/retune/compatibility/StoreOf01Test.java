package dev.retune.compatibility;

import dev.retune.cli.Cli;
import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Studies that Retune 0.1 has stored, in each place in which they can be. */
class StoreOf01Test {

    private static final Map<String, JsonNode> STUDIES = Frozen.studies();

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private String done(String... arguments) {
        Result result = cli.run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    @ParameterizedTest
    @EnumSource
    void reads_everyTrialAndNote_of01(Place place) throws Exception {
        String store = place.store(cli, folder);

        assertThat(STUDIES).hasSize(20);
        STUDIES.forEach((name, expected) -> {
            JsonNode export = Frozen.json(done("export", name, "--store", store, "--format", "json"));
            assertThat(Frozen.differences(export, at(place, expected.get("export"))))
                    .as(name)
                    .isEmpty();
        });
    }

    @Test
    void doctor_migratesAStoreOf01_whichReadsAreAskedFor() throws Exception {
        Path store = Files.write(folder.resolve("old.db"), Frozen.bytes("retune-0.1.db.gz"));

        assertThat(cli.run("list", "--store", "old.db").err())
                .contains("migrate it with 'retune doctor --migrate STORE'");
        assertThat(Files.readAllBytes(store)).isEqualTo(Frozen.bytes("retune-0.1.db.gz"));
        assertThat(done("doctor", "--migrate", "old.db")).contains("is sound: 20 studies");
        assertThat(done("list", "--store", "old.db").lines()).hasSizeGreaterThanOrEqualTo(20);
    }

    /** A copy has no workers. */
    private static JsonNode at(Place place, JsonNode export) {
        JsonNode there = export.deepCopy();
        if (place == Place.BACKUP) {
            for (JsonNode trial : there.get("trials")) {
                if (trial.get("state").stringValue().equals("running")) {
                    ((ObjectNode) trial).put("state", "waiting").remove("started");
                }
            }
        }
        return there;
    }

    @ParameterizedTest
    @EnumSource
    void finds_theBestTrial_of01(Place place) throws Exception {
        String store = place.store(cli, folder);

        STUDIES.forEach((name, expected) -> assertThat(Frozen.differences(
                        Frozen.json(done("best", name, "--store", store, "--json")), expected.get("best")))
                .as(name)
                .isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void understands_theHistoryAndTheCheckpoints_of01(Place place) throws Exception {
        String store = place.store(cli, folder);
        Path again = folder.resolve("again.jsonl");

        done("backup", again.toString(), "--store", store);

        List<JsonNode> then = Frozen.jsonLines(Frozen.text("retune-0.1.jsonl.gz"));
        List<JsonNode> now = Frozen.jsonLines(Files.readString(again));
        assertThat(now).hasSameSizeAs(then);
        for (int i = 0; i < then.size(); i++) {
            JsonNode expected = then.get(i);
            if (expected.isObject() && expected.has("format")) {
                ((ObjectNode) expected).remove("format"); // a later one may write another
            }
            assertThat(Frozen.differences(now.get(i), expected))
                    .as(expected.toString())
                    .isEmpty();
        }
    }

    /**
     * What waits, what was running on machines that are gone, and new proposals, which follow from seed, number and
     * history.
     */
    @ParameterizedTest
    @EnumSource
    void resumes_eachStudy_of01(Place place) throws Exception {
        String store = place.store(cli, folder);

        STUDIES.forEach((name, expected) -> {
            JsonNode first = expected.get("next").get(0);
            String talk = expected.get("start") + "\n" + "{\"ask\":1}\n".repeat(3)
                    + "{\"tell\":%s,\"value\":0.5}\n{\"best\":1}\n".formatted(first.get("id"));
            Result result = cli.runWith(talk, "ask-tell", "--store", store, "--study", name);
            List<JsonNode> answers = Frozen.jsonLines(result.out());
            assertThat(answers.get(0).path("ready").asBoolean(false))
                    .as(name + ": " + answers.get(0))
                    .isTrue();
            for (int i = 0; i < 3; i++) {
                JsonNode next = expected.get("next").get(i);
                if (next.has("error")) {
                    assertThat(answers.get(1 + i).has("error"))
                            .as(name + ": " + answers.get(1 + i))
                            .isTrue();
                } else {
                    assertThat(Frozen.differences(answers.get(1 + i), next))
                            .as(name)
                            .isEmpty();
                }
            }
            assertThat(answers.get(4).has("ok"))
                    .as(name + ": " + answers.get(4))
                    .isTrue();
            assertThat(answers.get(5).has("params"))
                    .as(name + ": " + answers.get(5))
                    .isTrue();
        });

        assertThat(cli.run("doctor", store).out()).contains(" is sound: 20 studies, ");
    }

    @ParameterizedTest
    @EnumSource
    void looksInto_aStore_of01(Place place) throws Exception {
        String store = place.store(cli, folder);

        assertThat(cli.run("doctor", store).out()).contains(" is sound: 20 studies, 176 trials.");
        assertThat(done("list", "--store", store)).contains(STUDIES.keySet());
        assertThat(done("status", "--store", store, "--json").lines()).hasSize(20);
        for (String name : STUDIES.keySet()) {
            assertThat(done("show", name, "--store", store)).contains("TRIAL");
            assertThat(done("export", name, "--store", store, "--format", "csv").lines())
                    .hasSizeGreaterThan(
                            STUDIES.get(name).get("export").get("trials").size());
            Path report = folder.resolve("report.html");
            done("report", name, "--store", store, "--output", report.toString());
            assertThat(report).content().contains("\"trials\"");
        }
    }

    @Test
    void reads_eachOptunaExport_of01() throws Exception {
        for (Map.Entry<String, JsonNode> study : STUDIES.entrySet()) {
            JsonNode optuna = study.getValue().get("optuna");
            Path file = Frozen.copy("optuna/" + optuna.get("file").stringValue() + ".gz", folder);
            String store = file + ".store";
            done("import", file.toString(), "--as", "back", "--store", store);

            JsonNode then = optuna.get("export").deepCopy();
            for (JsonNode trial : then.get("trials")) { // Optuna knows local times only
                ((ObjectNode) trial).remove(List.of("started", "ended"));
            }
            JsonNode now = Frozen.json(done("export", "back", "--store", store, "--format", "json"));
            assertThat(Frozen.differences(now, then)).as(study.getKey()).isEmpty();
        }
    }
}

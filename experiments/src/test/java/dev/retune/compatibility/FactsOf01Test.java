package dev.retune.compatibility;

import dev.retune.cli.Cli;
import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** What Retune 0.1 kept of a study among its notes is known as before, and goes on to be. */
class FactsOf01Test {

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
        Place.SQLITE.store(cli, folder);
    }

    private Result done(String command) {
        Result result = cli.run((command + " --store retune-0.1.db").split(" "));
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    @Test
    void shows_whatAStudyIs() throws Exception {
        assertThat(done("list").lines()).anyMatch(line -> line.matches("network +maximize accuracy +6 .*"));
        assertThat(done("show network").out())
                .startsWith("network: maximize accuracy, seed")
                .contains(
                        "  learner: network\n",
                        "  data fingerprint: 0f866df109145659\n",
                        "  budget: 6 trials\n",
                        "  hold-out score: 0.8695652173913043 of 23 rows, trial 1\n")
                .doesNotContain("notes:");
        assertThat(done("show process").out()).contains("  process: sh serve.sh\n", "  round: 3 trials\n");
        assertThat(done("show types").out()).contains("  notes:\n    flag: true\n");

        JsonNode status = Frozen.json(done("status network --json").out());
        assertThat(status.get("goal").stringValue()).isEqualTo("maximize accuracy");
        assertThat(status.get("budget").get("trials").intValue()).isEqualTo(6);
        assertThat(status.get("over").booleanValue()).isTrue();

        done("report network --output network.html");
        assertThat(Files.readString(folder.resolve("network.html")))
                .contains("\"learner\":\"network\"", "\"holdOut\":{\"trial\":1,\"score\":0.869");
    }

    @Test
    void extends_theBudget_forItsWorkers_too() {
        done("tune network.yaml --trials 7 --no-progress --no-model");

        assertThat(done("show network").out()).contains("  budget: 7 trials\n").doesNotContain("notes:");
        assertThat(done("worker network.yaml").lastLine())
                .isEqualTo("Finished: all 7 trials are used. 0 trials here, 7 trials in all.");
        JsonNode notes = Frozen.json(done("export network --format json").out()).get("notes");
        assertThat(notes.get("budget").get("trials").intValue()).isEqualTo(6);
    }

    @Test
    void refuses_whatDiffers() throws Exception {
        String file = Files.readString(folder.resolve("network.yaml"));
        cli.write("other.yaml", file.replaceAll("learner: network", "learner: knn"));
        cli.write("strategy.yaml", file.replaceAll("strategy: .*", "strategy: tpe"));

        Result other = cli.run("tune", "other.yaml", "--store", "retune-0.1.db");
        Result strategy = cli.run("worker", "strategy.yaml", "--store", "retune-0.1.db");

        assertThat(strategy.err()).contains("its strategy is random, not tpe");
        assertThat(other.status()).isEqualTo(2);
    }
}

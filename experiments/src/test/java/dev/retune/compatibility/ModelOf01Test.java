package dev.retune.compatibility;

import dev.retune.cli.Cli;
import dev.retune.cli.Cli.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Models that Retune 0.1 has kept, of each learner but XGBoost, which model-core tests. */
class ModelOf01Test {

    /** Exponentials may differ in the last digits on another processor. */
    private static final double TOLERANCE = 1e-9;

    @TempDir
    Path folder;

    static List<String> models() throws Exception {
        return Frozen.files("models").stream()
                .filter(file -> file.endsWith(".model"))
                .toList();
    }

    @Test
    void knows_theModels_of01() throws Exception {
        assertThat(models()).hasSize(28);
    }

    @ParameterizedTest
    @MethodSource("models")
    void predicts_theSameAs_of01(String model) throws Exception {
        Cli cli = new Cli(folder);
        Path data = Frozen.copy(model.contains("-classes") ? "data/classes.csv" : "data/numbers.csv", folder);

        Result result = cli.run("predict", Frozen.copy(model, folder).toString(), data.toString());

        assertThat(result.status()).as(result.err()).isZero();
        List<String> now = result.lines();
        List<String> then = Frozen.text(model.replace(".model", ".csv")).lines().toList();
        assertThat(now).hasSameSizeAs(then);
        assertThat(now.get(0)).isEqualTo(then.get(0));
        for (int row = 1; row < then.size(); row++) {
            List<String> actual = List.of(now.get(row).split(","));
            List<String> expected = List.of(then.get(row).split(","));
            assertThat(actual).hasSameSizeAs(expected);
            for (int cell = 0; cell < expected.size(); cell++) {
                if (expected.get(cell).matches("[xyz]")) {
                    assertThat(actual.get(cell)).isEqualTo(expected.get(cell));
                } else {
                    double value = Double.parseDouble(expected.get(cell));
                    assertThat(Double.parseDouble(actual.get(cell)))
                            .isEqualTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
                }
            }
        }
    }
}

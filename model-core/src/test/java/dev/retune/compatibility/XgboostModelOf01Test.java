package dev.retune.compatibility;

import dev.retune.learner.SavedModel;
import dev.retune.validation.Predictions;
import dev.retune.validation.Predictions.Probabilities;
import dev.retune.validation.Predictions.Values;
import org.junit.jupiter.api.Test;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Models of XGBoost that Retune 0.1 has kept; those of the other learners are tested where the command line is. */
class XgboostModelOf01Test {

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(XgboostModelOf01Test.class.getResource("v0_1/" + name), name)
                .toURI());
    }

    private static Predictions predictions(String model, String data) throws Exception {
        SavedModel read = SavedModel.read(file(model));
        return read.predict(read.reader().table(file(data)));
    }

    /** Without their header. */
    private static List<String> lines(String name) throws Exception {
        List<String> lines = Files.readAllLines(file(name));
        return lines.subList(1, lines.size());
    }

    @Test
    void predicts_theSameClassesAs_of01() throws Exception {
        Probabilities now = (Probabilities) predictions("xgboost-classes.model", "classes.csv");

        List<String> then = lines("xgboost-classes.csv");
        assertThat(now.size()).isEqualTo(then.size());
        for (int row = 0; row < then.size(); row++) {
            String[] cells = then.get(row).split(",");
            for (int code = 0; code < 3; code++) {
                assertThat(now.probability(row, code))
                        .isEqualTo(Double.parseDouble(cells[1 + code]), within(1e-6)); // of floats
            }
        }
    }

    @Test
    void predicts_theSameNumbersAs_of01() throws Exception {
        Values now = (Values) predictions("xgboost-numbers.model", "numbers.csv");

        List<String> then = lines("xgboost-numbers.csv");
        assertThat(now.size()).isEqualTo(then.size());
        for (int row = 0; row < then.size(); row++) {
            assertThat(now.value(row)).isEqualTo(Double.parseDouble(then.get(row)), within(1e-2));
        }
    }
}

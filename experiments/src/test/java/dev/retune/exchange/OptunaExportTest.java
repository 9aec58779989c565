package dev.retune.exchange;

import dev.retune.exchange.OptunaImport.Imported;
import dev.retune.store.StudyCopy;
import dev.retune.syntax.InputException;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OptunaExportTest {

    @TempDir
    Path folder;

    @Test
    void write_thenRead_givesTheSameTrials() throws Exception {
        for (Imported imported : OptunaImport.read(Databases.optuna(folder), reason -> {})) {
            StudyCopy before = imported.copy();
            Path file = folder.resolve(before.definition().name() + ".db");

            OptunaExport.write(before, file);

            StudyCopy after = OptunaImport.read(file, reason -> {}).get(0).copy();
            assertThat(after.definition().space()).isEqualTo(before.definition().space());
            assertThat(after.definition().goals()).isEqualTo(before.definition().goals());
            assertThat(after.trials()).isEqualTo(before.trials());
        }
    }

    @Test
    void write_keepsFoldsConstraintsAndReasons() throws Exception {
        StudyCopy read =
                OptunaImport.read(Databases.optuna(folder), reason -> {}).get(0).copy();
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        TrialRecord folds = read.trials()
                .get(0)
                .ended(
                        new Outcome.Completed(
                                Measurement.ofFolds(List.of(0.25, 0.75)).constraints(List.of(-1.0))),
                        end);
        TrialRecord failed = read.trials().get(1).ended(new Outcome.Failed("out of memory"), end);
        Path file = folder.resolve("out.db");

        OptunaExport.write(new StudyCopy(read.definition(), read.created(), List.of(folds, failed), Map.of()), file);

        StudyCopy after = OptunaImport.read(file, reason -> {}).get(0).copy();
        assertThat(after.trials().get(0).outcome()).isEqualTo(folds.outcome());
        assertThat(after.trials().get(1).outcome()).isEqualTo(failed.outcome());
    }

    @Test
    void write_whereNothingCanBeWritten_saysSo() throws Exception {
        StudyCopy copy =
                OptunaImport.read(Databases.optuna(folder), reason -> {}).get(0).copy();

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> OptunaExport.write(copy, folder.resolve("none/out.db")))
                .withMessageContaining("cannot be written");
    }
}

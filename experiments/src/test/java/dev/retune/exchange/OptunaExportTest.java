package dev.retune.exchange;

import dev.retune.exchange.OptunaImport.Imported;
import dev.retune.store.StudyCopy;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
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
            StudyCopy whole = new StudyCopy( // the database has no gaps
                    before.definition(),
                    before.created(),
                    before.trials().stream()
                            .filter(trial -> trial.number() < 25)
                            .toList(),
                    Map.of());
            Path file = folder.resolve(before.definition().name() + ".db");

            OptunaExport.write(whole, file);

            StudyCopy after = OptunaImport.read(file, reason -> {}).get(0).copy();
            assertThat(after.definition().space()).isEqualTo(whole.definition().space());
            assertThat(after.definition().goal()).isEqualTo(whole.definition().goal());
            assertThat(after.trials()).isEqualTo(whole.trials());
        }
    }

    @Test
    void write_keepsFoldsConstraintsAndReasons() throws Exception {
        StudyCopy read =
                OptunaImport.read(Databases.optuna(folder), reason -> {}).get(0).copy();
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        TrialRecord folds = read.trials()
                .get(0)
                .ended(new Outcome.Completed(new Measurement(List.of(0.5), List.of(0.25, 0.75), List.of(-1.0))), end);
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

        assertThatExceptionOfType(ExchangeException.class)
                .isThrownBy(() -> OptunaExport.write(copy, folder.resolve("none/out.db")))
                .withMessageContaining("cannot be written");
    }

    /** Optuna itself, where it is installed (Debian: python3-optuna). */
    @Test
    void write_isOpenedByOptuna() throws Exception {
        Assumptions.assumeTrue(python("import optuna").equals(""), "Optuna is not installed");
        Path original = Databases.optuna(folder);
        Path copy = folder.resolve("copy.db");
        OptunaExport.write(OptunaImport.read(original, reason -> {}).get(0).copy(), copy);

        assertThat(python("""
                import optuna
                optuna.logging.disable_default_handler()
                a, b = [optuna.load_study(study_name='conditional', storage='sqlite:///' + f) for f in %s]
                text = lambda v: 'None' if v is None else round(v, 12) if isinstance(v, float) else v
                facts = lambda t: (t.number, t.state, {k: text(v) for k, v in t.params.items()}, t.values, t.intermediate_values)
                assert [facts(t) for t in a.trials[:24]] == [facts(t) for t in b.trials[:24]]
                assert (len(b.trials), b.best_value, b.direction) == (25, a.best_value, a.direction)
                assert b.trials[24].state.name == 'WAITING'
                b.enqueue_trial({})
                """.formatted("['%s', '%s']".formatted(original, copy))))
                .isEmpty();
    }

    /** What it prints, its error output included; or why it cannot be run. */
    private static String python(String program) throws Exception {
        try {
            Process process = new ProcessBuilder("/usr/bin/python3", "-W", "ignore", "-c", program)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : output + "failed";
        } catch (java.io.IOException absent) {
            return String.valueOf(absent.getMessage());
        }
    }
}

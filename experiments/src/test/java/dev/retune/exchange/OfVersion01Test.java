package dev.retune.exchange;

import dev.retune.exchange.OptunaImport.Imported;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.trial.Goals;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.trial.TrialRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Retune 0.1 wrote is read: a store, its backup, and its export to Optuna. Three studies: {@code large} and
 * {@code plain} of an ask-tell client, without a metric, the second with several values, folds, constraints, reports
 * and all ends; {@code tiny} of a study file that maximizes accuracy.
 */
class OfVersion01Test {

    @TempDir
    Path folder;

    private static InputStream resource(String name) {
        return Objects.requireNonNull(OfVersion01Test.class.getResourceAsStream(name), name);
    }

    private Path unpacked(String name) throws Exception {
        Path file = folder.resolve(name.replace(".gz", ""));
        try (InputStream in = new GZIPInputStream(resource(name))) {
            Files.copy(in, file);
        }
        return file;
    }

    private static List<StudyCopy> backup() throws Exception {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(resource("backup-0.1.jsonl"), StandardCharsets.UTF_8))) {
            return StudyLines.read(in, "backup-0.1.jsonl");
        }
    }

    private static void assertPlain(StudyCopy plain) {
        assertThat(plain.definition().goals()).isEqualTo(Goals.minimize("value"));
        assertThat(plain.trials())
                .extracting(TrialRecord::state)
                .containsExactly(State.COMPLETED, State.COMPLETED, State.PRUNED, State.FAILED, State.WAITING);
        assertThat(plain.trials().get(0).measurement())
                .contains(Measurement.ofFolds(List.of(0.125, 0.375))
                        .and("value2", 7.5)
                        .constraints(List.of(-0.5, 1.0)));
        assertThat(plain.trials().get(0).reports()).containsExactly(new Report(1, 0.75), new Report(2, 0.5));
        assertThat(plain.trials().get(1).measurement())
                .contains(Measurement.of(0.5).constraints(List.of(-0.25, -1.0)));
        assertThat(plain.trials().get(2).outcome())
                .contains(new Outcome.Pruned(Measurement.of(3), "the client obeyed a prune"));
        assertThat(plain.trials().get(3).outcome()).contains(new Outcome.Failed("out of memory"));
        assertThat(plain.trials().get(4).attempts()).hasSize(1);
    }

    @Test
    void store_isBroughtUpToDate_andHoldsWhatItsBackupDoes() throws Exception {
        List<StudyCopy> copies = new ArrayList<>();
        try (JdbcStore store = JdbcStore.sqlite(unpacked("store-0.1.db.gz"))) {
            assertThat(store.problems()).isEmpty();
            for (StoredStudy study : store.list()) {
                copies.add(StudyCopy.of(study));
            }
        }
        List<StudyCopy> backup = backup();
        assertThat(copies).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(copies.get(i).definition()).isEqualTo(backup.get(i).definition());
            assertThat(copies.get(i).trials()).isEqualTo(backup.get(i).trials());
            assertThat(copies.get(i).events()).isEqualTo(backup.get(i).events());
        }
        assertThat(copies.get(0).definition().goals()).isEqualTo(Goals.maximize("value"));
        assertPlain(copies.get(1));
        assertThat(copies.get(2).definition().goals()).isEqualTo(Goals.maximize("accuracy"));
        assertThat(copies.get(2).trials()).allSatisfy(trial -> {
            assertThat(trial.measurement()
                            .orElseThrow()
                            .metric("accuracy")
                            .orElseThrow()
                            .folds())
                    .hasSize(3);
            assertThat(trial.reports()).allMatch(report -> report.metric().equals("accuracy"));
        });
    }

    @Test
    void backup_writtenAgain_isTheSame() throws Exception {
        for (StudyCopy copy : backup()) {
            StringWriter text = new StringWriter();
            StudyLines.write(copy, text);
            assertThat(StudyLines.read(new BufferedReader(new StringReader(text.toString())), "again"))
                    .containsExactly(copy);
            try (InMemoryStore store = new InMemoryStore()) {
                assertThat(StudyCopy.of(store.restore(copy))).isEqualTo(copy);
            }
        }
    }

    @Test
    void optuna_isImported() throws Exception {
        List<Imported> imported = OptunaImport.read(unpacked("optuna-of-0.1.db.gz"), reason -> {});
        assertThat(imported).singleElement().satisfies(one -> {
            StudyCopy copy = one.copy();
            assertThat(copy.definition().goals()).isEqualTo(Goals.minimize("value"));
            assertThat(copy.trials().get(0).measurement())
                    .contains(Measurement.ofFolds(List.of(0.125, 0.375)).constraints(List.of(-0.5, 1.0)));
            assertThat(copy.trials().get(3).outcome()).contains(new Outcome.Failed("out of memory"));
        });
    }
}

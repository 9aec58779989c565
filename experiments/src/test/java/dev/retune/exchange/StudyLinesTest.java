package dev.retune.exchange;

import dev.retune.budget.Budget;
import dev.retune.execution.Runner;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyCopy;
import dev.retune.strategy.tpe.TpeSearch;
import dev.retune.study.Replay;
import dev.retune.study.Study;
import dev.retune.syntax.InputException;
import dev.retune.trial.Attempt;
import dev.retune.trial.Measurement;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StudyLinesTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00.5Z");

    @TempDir
    Path folder;

    private List<StudyCopy> copies;
    private String text;

    @BeforeEach
    void write() throws Exception {
        copies = OptunaImport.read(Databases.optuna(folder), reason -> {}).stream()
                .map(imported -> new StudyCopy(
                        imported.copy().definition(),
                        imported.copy().created(),
                        imported.copy().trials().stream()
                                .map(trial -> trial.with(
                                        trial.reports(), List.of(new Attempt("a/1", START, START.plusMillis(7)))))
                                .toList(),
                        Map.of(2, new byte[] {-1, 0, 7})))
                .toList();
        StringWriter writer = new StringWriter();
        for (StudyCopy copy : copies) {
            StudyLines.write(copy, writer);
        }
        text = writer.toString();
    }

    private static List<StudyCopy> read(String text) throws Exception {
        return StudyLines.read(new BufferedReader(new StringReader(text)), "b.jsonl");
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(message);
    }

    @Test
    void read_givesWhatWasWritten() throws Exception {
        List<StudyCopy> again = read(text);

        assertThat(again).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(again.get(i).definition()).isEqualTo(copies.get(i).definition());
            assertThat(again.get(i).created()).isEqualTo(copies.get(i).created());
            assertThat(again.get(i).trials()).isEqualTo(copies.get(i).trials());
            assertThat(again.get(i).events()).isEqualTo(copies.get(i).events());
            assertThat(again.get(i).checkpoints().get(2)).isEqualTo(new byte[] {-1, 0, 7});
        }
        assertThat(again.get(0).trials()).extracting(TrialRecord::state).contains(TrialRecord.State.FAILED);
    }

    @Test
    void read_ofAStudyWithoutHistories_asOnceWritten_countsItsTrialsAsGiven() throws Exception {
        List<StudyCopy> again = read(text.replaceAll(",\"history\":\\[[^\\]]*\\]", ""));

        assertThat(again.get(0).events()).isEqualTo(copies.get(0).events());
    }

    @Test
    void read_ofABackup_replaysLikeTheStudy() throws Exception {
        InMemoryStore store = new InMemoryStore();
        RealParameter x = Parameter.real("x", 0, 1);
        Study study = Study.over(SearchSpace.of(x))
                .strategy(TpeSearch.create())
                .budget(Budget.trials(30))
                .resource(new Resource("epoch", 1, 3))
                .store(store, "s")
                .build();
        study.enqueue(Map.of("x", 0.5));
        study.release(study.ask());
        Runner.sequential().run(study, trial -> {
            trial.report(1, Double.NaN);
            trial.report(2, 0.25);
            return Measurement.of(trial.get(x));
        });
        StringWriter writer = new StringWriter();
        StudyLines.write(StudyCopy.of(store.find("s").orElseThrow()), writer);

        StoredStudy restored =
                new InMemoryStore().restore(read(writer.toString()).get(0));

        Replay replay = Replay.of(restored, TpeSearch.create());
        assertThat(replay.proposals()).isEqualTo(29);
        assertThat(replay.differences()).isEmpty();
        assertThat(restored.events()).isEqualTo(store.find("s").orElseThrow().events());
    }

    @Test
    void read_ofAFileThatWasCutOff_saysSo() {
        String whole = text.substring(0, text.indexOf("{\"end\""));

        assertRefused(whole, "'b.jsonl' was cut off after line 26: study 'conditional' has no end");
        assertRefused(text.substring(0, text.length() / 3), "is no JSON object");
    }

    @Test
    void read_ofALineThatIsMissing_saysSo() {
        assertRefused(
                text.replaceFirst("\\{\"trial\":3,.*\\n", ""), "line 26: it ends with 25 trials, but there were 24");
    }

    @Test
    void read_ofADamagedLine_namesItsPlace() {
        assertRefused(text.replaceFirst("\"rate\":0.01,", "\"rate\":7,"), "line 2: Parameter 'rate' = 7 is outside");
        assertRefused(text.replaceFirst("\"completed\"", "\"gone\""), "line 2: its state 'gone' is none of");
        assertRefused("[1]\n", "line 1: a study was expected");
        assertRefused("", "'b.jsonl' holds no study: it is empty");
    }

    @Test
    void read_ofANewerFormat_saysWhatToTake() {
        assertRefused(text.replaceFirst("\"format\":2", "\"format\":3"), "has the format 3, but this Retune knows 2");
    }
}

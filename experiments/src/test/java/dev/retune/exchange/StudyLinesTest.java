package dev.retune.exchange;

import dev.retune.store.StudyCopy;
import dev.retune.trial.Attempt;
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
        assertThatExceptionOfType(ExchangeException.class)
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
            assertThat(again.get(i).checkpoints().get(2)).isEqualTo(new byte[] {-1, 0, 7});
        }
        assertThat(again.get(0).trials()).extracting(TrialRecord::state).contains(TrialRecord.State.FAILED);
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
        assertRefused(text.replaceFirst("\"format\":1", "\"format\":2"), "has the format 2, but this Retune knows 1");
    }
}

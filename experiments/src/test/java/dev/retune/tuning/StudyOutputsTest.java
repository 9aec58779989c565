package dev.retune.tuning;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

class StudyOutputsTest {

    private static final Path FOLDER = Path.of("stores");

    @TempDir
    Path folder;

    private static String name(String study) {
        return new StudyOutputs(FOLDER, study).name();
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "digits-network_2", "v1.2", "0", "_x", "a.html", "console", "com10", "a--b"})
    void name_ifPlain_isItself(String study) {
        StudyOutputs outputs = new StudyOutputs(FOLDER, study);

        assertThat(outputs.report()).isEqualTo(FOLDER.resolve(study + ".html"));
        assertThat(outputs.model()).isEqualTo(FOLDER.resolve(study + ".model"));
        assertThat(outputs.logs()).isEqualTo(FOLDER.resolve("retune-logs").resolve(study));
        assertThat(outputs.workdirs()).isEqualTo(FOLDER.resolve("retune-work").resolve(study));
    }

    @Test
    void name_ifNotPlain_isReadableAndHasAHash_forever() {
        assertThat(name("a/b")).isEqualTo("a-b-225b0adb1d75082b");
        assertThat(name("Étude n° 3")).isEqualTo("etude-n-3-a0368e19fe9f7be5");
        assertThat(name("手写数字")).isEqualTo("study-b56c9bdbee5d70d0");
    }

    @Test
    void names_thatAFileSystemMayTakeForTheSame_differ() {
        List<List<String>> alike = List.of(
                List.of("a/b", "a-b", "a\\b", "a:b", "a b", "a//b", "A/b", "a/b/"),
                List.of("digits", "Digits", "DIGITS", "digits.", "digits ", " digits", "digits..", ".digits"),
                List.of("é", "e\u0301", "É", "e", "%", "!", "?", "💡", "ß", "ss", "ſs"),
                List.of("con", "CON", "con.x", "study-con", "study", "com1", "com¹", "nul", "aux.h"),
                List.of("..", ".", "-", "_", "~", "*"),
                List.of("x".repeat(100), "x".repeat(101), "x".repeat(260), "x".repeat(261), "x".repeat(82)));
        for (List<String> studies : alike) {
            Map<String, String> names = new HashMap<>();
            studies.forEach(study -> assertThat(names.put(name(study).toLowerCase(Locale.ROOT), study))
                    .as("%s has the name of", study)
                    .isNull());
            studies.forEach(study -> assertThat(names.put(name(name(study)), study))
                    .as("what looks like a name with a hash is another name")
                    .isIn(study, null));
        }
    }

    /** Names of the characters that file systems differ in, of all lengths; a name of a name is a study's, too. */
    @Test
    void names_areSafeAndApart() {
        SplittableRandom random = new SplittableRandom(11);
        String[] parts = {
            "a",
            "A",
            "b",
            "é",
            "e\u0301",
            "İ",
            "ı",
            "ß",
            "/",
            "\\",
            ":",
            ".",
            " ",
            "-",
            "_",
            "0",
            "*",
            "\"",
            "<",
            "|",
            "con",
            "Nul",
            "木",
            "🌲",
            "\ud83c",
            "\u202e",
            "\u00a0",
            "$",
            "%",
            "'",
            "~1",
            "x".repeat(90)
        };
        Map<String, String> studies = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(1, 6); length > 0; length--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String study = random.nextInt(10) == 0 ? name(text.toString()) : text.toString();

            String name = name(study);

            assertThat(name)
                    .as(study)
                    .matches("[a-z0-9_]([a-z0-9._-]*[a-z0-9_-])?")
                    .hasSizeLessThanOrEqualTo(100)
                    .doesNotMatch("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?")
                    .isEqualTo(name(study))
                    .isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFD));
            String other = studies.put(name, study);
            assertThat(other == null || other.equals(study))
                    .as("'%s' and '%s' have the name %s", study, other, name)
                    .isTrue();
        }
    }

    /** Trials of a study that 0.1 began find their checkpoints again. */
    @Test
    void folders_of01_areUsed_whereTheyAre() throws IOException {
        StudyOutputs outputs = new StudyOutputs(folder, "My study");
        Path of01 = Files.createDirectories(
                folder.resolve("retune-work/My_study-" + Integer.toHexString("My study".hashCode())));
        Path shared = Files.createDirectories(folder.resolve("shared"));

        assertThat(outputs.workdirs()).isEqualTo(of01);
        assertThat(outputs.logs()).isEqualTo(folder.resolve("retune-logs").resolve(outputs.name()));
        assertThat(outputs.workdirs(shared)).isEqualTo(shared.resolve(outputs.name()));
        Files.createDirectories(folder.resolve("retune-work").resolve(outputs.name()));
        assertThat(outputs.workdirs()).isNotEqualTo(of01);
    }
}

package dev.retune.objective;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class OldCheckpointTest {

    @Test
    void fromBytes_ofWhatOldVersionsWrote_isWhole() throws IOException {
        byte[] bytes = Files.readAllBytes(
                Path.of("src/test/resources/dev/retune/objective/written-by-0.1/cross-validation.checkpoint"));
        Checkpoint checkpoint = Checkpoint.fromBytes(bytes);

        assertThat(checkpoint.seed()).isEqualTo(7);
        assertThat(checkpoint.share()).isEqualTo(0.5);
        assertThat(checkpoint.step()).isEqualTo(3);
        assertThat(checkpoint.finished()).singleElement().satisfies(fold -> {
            assertThat(fold.score()).isEqualTo(0.25);
            assertThat(fold.losses()).containsExactly(1.0, 0.5);
        });
        assertThat(checkpoint.open()).singleElement().satisfies(fold -> {
            assertThat(fold.losses()).containsExactly(2.0);
            assertThat(fold.training()).containsExactly(1, 2, 3);
        });
        assertThat(checkpoint.toBytes()).isEqualTo(bytes);
    }
}

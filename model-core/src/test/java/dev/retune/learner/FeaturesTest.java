package dev.retune.learner;

import dev.retune.data.ColumnType;
import dev.retune.data.Field;
import dev.retune.data.FittedPreprocessing;
import dev.retune.data.FittedPreprocessing.OneHot;
import dev.retune.data.FittedPreprocessing.Scaled;
import dev.retune.data.Schema;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FeaturesTest {

    @Test
    void read_ofWhatWasWritten_isTheSame() {
        Features features = new Features(
                new Schema(
                        List.of(
                                new Field.Numeric("a"),
                                new Field.Numeric("day", ColumnType.DATE),
                                new Field.Categorical("c", List.of("x", "y"))),
                        new Field.Categorical("kind", List.of("no", "yes"))),
                new FittedPreprocessing(
                        List.of(new Scaled("a", 1, 2, 3), new OneHot("c", List.of("x"), OneHot.NOWHERE))));

        byte[] bytes = SealedBytes.seal("features", features::write);

        assertThat(SealedBytes.open("features", bytes, Features::read)).isEqualTo(features);
        assertThat(features.classes()).isEqualTo(2);
    }
}

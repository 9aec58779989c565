package dev.retune.internal.text;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTest {

    @ParameterizedTest
    @CsvSource({
        "learnRate, learningRate", // insert 3
        "learningRates, learningRate", // delete
        "lerningrate, learningRate", // the case does not count
        "kernle, kernel", // letters in another order
        "detph, depth",
    })
    void hint_ofAMisspeltName_isTheNearest(String name, String meant) {
        assertThat(NearestName.hint(name, List.of("learningRate", "kernel", "depth", "decay")))
                .isEqualTo("; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({
        "boosting, gradientBoosting, true",
        "forest, randomForest, true",
        "logistic, logisticRegression, true",
        "supportVectorSvm, svm, false", // too short to tell
        "knnClassifier, knn, false",
    })
    void hint_ofAPartOfAName_isTheWhole(String name, String known, boolean isNear) {
        assertThat(NearestName.hint(name, List.of("decay", known)))
                .isEqualTo(isNear ? "; did you mean '" + known + "'?" : "");
    }

    @ParameterizedTest
    @CsvSource({"momentum", "x", "''"})
    void hint_ofAnotherName_isNothing(String name) {
        List<String> known = List.of("learningRate", "kernel");

        assertThat(NearestName.hint(name, known)).isEmpty();
        assertThat(NearestName.hintOrList(name, known)).isEqualTo("; known: learningRate, kernel");
    }

    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, false", // 3 changes are one too many for 6 letters
        "saturday, sunday, false",
        "intention, execution, false", // 5 changes
        "abcdef, abxdef, true",
        "abcdefghi, bcdefghi, true",
        "abcdefghi, zyxdefghi, true", // 3 changes of 9 letters
        "abcdefghi, zyxwefghi, false",
    })
    void hint_allowsAThirdOfTheLettersToChange(String name, String known, boolean near) {
        assertThat(NearestName.hint(name, List.of(known)).isEmpty()).isEqualTo(!near);
    }
}

package dev.retune.learner.network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static dev.retune.learner.network.Samples.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CheckpointTest {

    private static final Examples EXAMPLES = Samples.noise(90, 1);

    static List<Arguments> runs() {
        List<Arguments> runs = new ArrayList<>();
        for (Optimizer optimizer : NetworkTrainingTest.optimizers()) {
            for (Arithmetic arithmetic : List.of(Arithmetic.JAVA, Arithmetic.OPENBLAS)) {
                runs.add(Arguments.of(optimizer, arithmetic));
            }
        }
        return runs;
    }

    /** The first epochs improve the validation loss; the pause falls between the best epoch and the early stop. */
    @ParameterizedTest
    @MethodSource("runs")
    void resume_atAnyEpoch_equalsTheUninterruptedRun(Optimizer optimizer, Arithmetic arithmetic) {
        assumeTrue(arithmetic.isAvailable());
        NetworkSettings settings = NetworkTrainingTest.small(optimizer)
                .arithmetic(arithmetic)
                .epochs(300)
                .patience(5)
                .validationFraction(0.3)
                .build();
        NetworkTraining whole = finish(NetworkTraining.start(settings, EXAMPLES));
        assertThat(whole.stoppedEarly()).isTrue();
        for (int pause : new int[] {0, 1, whole.epoch() - 2, whole.epoch()}) {
            NetworkTraining before = NetworkTraining.start(settings, EXAMPLES);
            while (before.epoch() < pause) {
                before.advanceEpoch();
            }
            NetworkTraining after = NetworkTraining.resume(before.checkpoint(), EXAMPLES);
            assertThat(after.epoch()).isEqualTo(pause);
            assertThat(Double.valueOf(after.trainingLoss())).isEqualTo(Double.valueOf(before.trainingLoss()));
            finish(after);
            assertThat(after.checkpoint()).isEqualTo(whole.checkpoint());
            assertThat(after.network().toBytes()).isEqualTo(whole.network().toBytes());
            assertThat(after.stoppedEarly()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.retune.learner.network.NetworkTrainingTest#optimizers")
    void extendTo_afterAFinishedRun_equalsALongerRun(Optimizer optimizer) {
        NetworkSettings settings =
                NetworkTrainingTest.small(optimizer).epochs(12).build();
        byte[] whole = finish(NetworkTraining.start(settings, EXAMPLES)).checkpoint();
        byte[] rung = finish(
                        NetworkTraining.start(settings.toBuilder().epochs(4).build(), EXAMPLES))
                .checkpoint();
        NetworkTraining promoted = NetworkTraining.resume(rung, EXAMPLES);
        assertThat(promoted.isFinished()).isTrue();
        promoted.extendTo(12);
        assertThat(finish(promoted).checkpoint()).isEqualTo(whole);
        assertThatThrownBy(() -> promoted.extendTo(11)).hasMessage("epochs must be at least 12 but is 11");
    }

    @Test
    void resume_withGivenValidationExamples_needsThemAgain() {
        NetworkSettings settings =
                NetworkTrainingTest.small(Optimizer.sgd()).patience(3).epochs(9).build();
        Examples validation = Samples.noise(30, 2);
        NetworkTraining training = NetworkTraining.start(settings, EXAMPLES, validation);
        training.advanceEpoch();
        byte[] checkpoint = training.checkpoint();
        assertThat(finish(NetworkTraining.resume(checkpoint, EXAMPLES, validation))
                        .checkpoint())
                .isEqualTo(finish(training).checkpoint());
        assertThatThrownBy(() -> NetworkTraining.resume(checkpoint, EXAMPLES, Samples.noise(30, 3)))
                .hasMessageContaining("other examples");
    }

    @Test
    void resume_onOtherExamples_isRefused() {
        byte[] checkpoint = NetworkTraining.start(
                        NetworkTrainingTest.small(Optimizer.sgd()).build(), EXAMPLES)
                .checkpoint();
        assertThatThrownBy(() -> NetworkTraining.resume(checkpoint, Samples.noise(90, 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other examples");
    }

    @Test
    void resume_ofBytesThatAreNoCheckpoint_isRefused() {
        NetworkTraining training = NetworkTraining.start(
                NetworkTrainingTest.small(Optimizer.adam()).build(), EXAMPLES);
        byte[] checkpoint = training.checkpoint();
        assertRefused(new byte[0], "these 0 bytes are no checkpoint of Retune");
        assertRefused("not a checkpoint at all".getBytes(StandardCharsets.UTF_8), "signature");
        assertRefused(training.network().toBytes(), "hold a network but a checkpoint was asked for");

        byte[] newer = checkpoint.clone();
        newer[11]++;
        assertRefused(newer, "format version 2 but this Retune reads up to 1: update Retune");
        for (int i = 12; i < checkpoint.length; i += 997) {
            byte[] damaged = checkpoint.clone();
            damaged[i] ^= 0x10;
            assertRefused(damaged, "damaged");
        }
        for (int length : new int[] {8, 12, 20, checkpoint.length / 2, checkpoint.length - 1}) {
            assertThatThrownBy(() -> NetworkTraining.resume(Arrays.copyOf(checkpoint, length), EXAMPLES))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> NetworkTraining.resume(bytes, EXAMPLES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}

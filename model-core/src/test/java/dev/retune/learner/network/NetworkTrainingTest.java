package dev.retune.learner.network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static dev.retune.learner.network.Samples.accuracy;
import static dev.retune.learner.network.Samples.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

class NetworkTrainingTest {

    private static final float[][] XOR = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    static List<Optimizer> optimizers() {
        return List.of(
                Optimizer.sgd(),
                Optimizer.momentum(0.9),
                Optimizer.nesterov(0.9),
                Optimizer.rmsProp(),
                Optimizer.adam());
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void advanceEpoch_onXor_learnsIt(Activation activation) {
        NetworkSettings settings = NetworkSettings.builder(Output.SIGMOID)
                .hidden(16)
                .activation(activation)
                .learningRate(0.05)
                .batchSize(4)
                .epochs(400)
                .seed(3)
                .build();
        NetworkTraining training =
                finish(NetworkTraining.start(settings, Examples.ofNumbers(XOR, new float[] {0, 1, 1, 0})));
        assertThat(training.trainingLoss()).isLessThan(0.1);
        assertThat(training.network().predictClasses(XOR)).containsExactly(0, 1, 1, 0);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void advanceEpoch_onSpirals_generalizes(Optimizer optimizer) {
        boolean adaptive = optimizer instanceof Optimizer.Adam || optimizer instanceof Optimizer.RmsProp;
        boolean plain = optimizer instanceof Optimizer.Sgd;
        NetworkSettings settings = NetworkSettings.builder(Output.SOFTMAX)
                .hidden(32, 32)
                .activation(Activation.TANH)
                .optimizer(optimizer)
                .learningRate(adaptive ? 0.005 : plain ? 0.3 : 0.05)
                .batchSize(16)
                .epochs(200)
                .seed(1)
                .build();
        NetworkTraining training = finish(NetworkTraining.start(settings, Samples.spirals(400, 5)));
        assertThat(accuracy(training.network(), Samples.spiralInputs(400, 6), Samples.alternating(400)))
                .isGreaterThan(0.97);
    }

    /**
     * numpy, Newton: A = c_[X, ones(8)]; R = diag([.1, .1, 0]); b = zeros(3); 50 times: p = 1/(1+exp(-A@b));
     * b -= solve((A.T*(p*(1-p)))@A/8 + R, A.T@(p-y)/8 + R@b).
     */
    @Test
    void advanceEpoch_withoutHiddenLayers_isLogisticRegression() {
        float[][] x = {
            {0.5f, 1}, {1.5f, -0.5f}, {-1, 0.3f}, {2, 1.2f}, {-0.7f, -1.5f}, {0.1f, 0.4f}, {1.1f, -2}, {-1.8f, 0.9f}
        };
        float[] y = {1, 1, 0, 1, 0, 0, 1, 1};
        NetworkSettings settings = NetworkSettings.builder(Output.SIGMOID)
                .hidden()
                .optimizer(Optimizer.sgd())
                .learningRate(1)
                .batchSize(8)
                .l2(0.1)
                .epochs(500)
                .build();
        NetworkTraining training = finish(NetworkTraining.start(settings, Examples.ofNumbers(x, y)));
        Layer layer = training.network().layers().get(0);
        assertThat(layer.weights()[0][0]).isCloseTo(0.69787348f, within(1e-5f));
        assertThat(layer.weights()[0][1]).isCloseTo(0.32459564f, within(1e-5f));
        assertThat(layer.bias()[0]).isCloseTo(0.47912549f, within(1e-5f));
        assertThat(training.trainingLoss()).isCloseTo(0.5549792146769609, within(1e-6));
    }

    @Test
    void advanceEpoch_linearWithoutHiddenLayers_fitsALine() {
        float[][] x = {{-1}, {0}, {1}, {2}};
        NetworkSettings settings = NetworkSettings.builder(Output.LINEAR)
                .hidden()
                .optimizer(Optimizer.momentum(0.5))
                .learningRate(0.3)
                .epochs(200)
                .build();
        NetworkTraining training =
                finish(NetworkTraining.start(settings, Examples.ofNumbers(x, new float[] {-1, 1, 3, 5})));
        assertThat(training.network().predict(new float[][] {{10}})[0][0]).isCloseTo(21, within(1e-3f));
    }

    @Test
    void advanceEpoch_withLargeL1_leavesNoWeight() {
        NetworkSettings settings = NetworkSettings.builder(Output.SOFTMAX)
                .hidden()
                .optimizer(Optimizer.sgd())
                .learningRate(0.001)
                .l1(2)
                .epochs(600)
                .build();
        NetworkTraining training = finish(NetworkTraining.start(settings, Samples.spirals(64, 1)));
        for (float[] row : training.network().layers().get(0).weights()) {
            for (float w : row) {
                assertThat(Math.abs(w)).isLessThan(0.005f);
            }
        }
    }

    @Test
    void advanceEpoch_withDecay_isThatOfTheFormula() {
        NetworkSettings settings = NetworkSettings.builder(Output.SOFTMAX)
                .learningRate(0.8)
                .decay(0.5)
                .build();
        assertThat(settings.learningRate(0)).isEqualTo(0.8);
        assertThat(settings.learningRate(2)).isEqualTo(0.4);
    }

    @Test
    void advanceEpoch_afterTheLastEpoch_returnsFalse() {
        NetworkTraining training =
                NetworkTraining.start(small(Optimizer.sgd()).epochs(2).build(), Samples.spirals(20, 1));
        assertThat(training.validationLoss()).isEmpty();
        assertThat(training.advanceEpoch()).isTrue();
        assertThat(training.epoch()).isEqualTo(1);
        assertThat(training.advanceEpoch()).isTrue();
        double loss = training.trainingLoss();
        assertThat(training.advanceEpoch()).isFalse();
        assertThat(training.epoch()).isEqualTo(2);
        assertThat(training.trainingLoss()).isEqualTo(loss);
    }

    @Test
    void advanceEpoch_whenTheLossExplodes_failsAtThatMiniBatch() {
        NetworkSettings settings = NetworkSettings.builder(Output.LINEAR)
                .hidden(8)
                .optimizer(Optimizer.sgd())
                .learningRate(50)
                .batchSize(4)
                .build();
        float[][] x = Samples.spiralInputs(200, 1);
        NetworkTraining training = NetworkTraining.start(settings, Examples.ofNumbers(x, new float[200]));
        DivergedException first = catchThrowableOfType(DivergedException.class, training::advanceEpoch);
        assertThat(first)
                .hasMessageMatching(
                        "training loss (exploded to \\S+|became (NaN|infinite)) in epoch 1, mini-batch [1-9]: "
                                + "lower the learning rate \\(now 50\\.0\\)");
        assertThat(training.epoch()).isZero();
        assertThatThrownBy(training::advanceEpoch).isSameAs(first);
        assertThatThrownBy(training::checkpoint)
                .isInstanceOf(IllegalStateException.class)
                .hasCause(first);
    }

    @Test
    void advanceEpoch_whenTheOnlyStepEndsNowhere_failsInTheSameEpoch() {
        NetworkSettings settings = NetworkSettings.builder(Output.LINEAR)
                .hidden()
                .optimizer(Optimizer.sgd())
                .learningRate(1e30)
                .epochs(1)
                .build();
        float[][] x = {{1e20f}};
        assertThatThrownBy(NetworkTraining.start(settings, Examples.ofNumbers(x, new float[] {1}))::advanceEpoch)
                .isInstanceOf(DivergedException.class)
                .hasMessage("training loss became NaN at the end of epoch 1: lower the learning rate (now 1.0E30) or"
                        + " standardize the"
                        + " inputs");
    }

    @Test
    void advanceEpoch_withRareLargeTargets_isNoDivergence() {
        float[][] x = new float[400][1];
        float[] y = new float[400];
        for (int i = 0; i < 400; i += 40) {
            x[i][0] = 1;
            y[i] = 1000;
        }
        NetworkSettings settings = NetworkSettings.builder(Output.LINEAR)
                .hidden()
                .optimizer(Optimizer.sgd())
                .learningRate(0.1)
                .batchSize(4)
                .build();
        NetworkTraining training = finish(NetworkTraining.start(settings, Examples.ofNumbers(x, y)));
        assertThat(training.epoch()).isEqualTo(20);
    }

    @Test
    void advanceEpoch_whenValidationGetsWorse_stopsAndKeepsTheBestNetwork() {
        Examples validation = Samples.noise(100, 2);
        NetworkSettings settings = NetworkSettings.builder(Output.SOFTMAX)
                .learningRate(0.01)
                .epochs(200)
                .patience(4)
                .build();
        NetworkTraining training = NetworkTraining.start(settings, Samples.noise(100, 1), validation);
        List<Double> losses = new ArrayList<>();
        List<float[][]> weights = new ArrayList<>();
        while (training.advanceEpoch()) {
            losses.add(training.validationLoss().orElseThrow());
            weights.add(training.network().layers().rows());
        }
        int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
        assertThat(training.stoppedEarly()).isTrue();
        assertThat(training.epoch()).isEqualTo(best + 1 + 4).isLessThan(200);
        assertThat(training.network().layers().rows()).isDeepEqualTo(weights.get(best));
    }

    @Test
    void start_withValidationFraction_setsItAside() {
        NetworkSettings settings =
                NetworkSettings.builder(Output.SOFTMAX).validationFraction(0.25).build();
        NetworkTraining training = NetworkTraining.start(settings, Samples.spirals(40, 1));
        training.advanceEpoch();
        assertThat(training.validationLoss()).isPresent();
    }

    @Test
    void start_withUnsuitableExamples_saysWhy() {
        Examples spirals = Samples.spirals(40, 1);
        Examples numbers = Examples.ofNumbers(new float[][] {{1}, {2}}, new float[] {0, 3});
        assertThatThrownBy(() -> NetworkTraining.start(
                        NetworkSettings.builder(Output.SOFTMAX).patience(3).build(), spirals))
                .hasMessageContaining("patience 3 needs validation examples");
        assertThatThrownBy(() -> NetworkTraining.start(
                        NetworkSettings.builder(Output.SIGMOID).build(), numbers))
                .hasMessageContaining("Target of example 1 is 3.0");
        assertThatThrownBy(() -> NetworkTraining.start(
                        NetworkSettings.builder(Output.SOFTMAX).build(), numbers))
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> NetworkTraining.start(
                        NetworkSettings.builder(Output.LINEAR).build(), spirals, numbers))
                .hasMessageContaining("Validation examples have 1 inputs");
        assertThatThrownBy(() -> NetworkTraining.start(
                        NetworkSettings.builder(Output.SOFTMAX).build(),
                        Examples.of(new float[][] {{1}}, new float[][] {{0.5f, 0.2f}})))
                .hasMessageContaining("sums to 0.7");
    }

    @Test
    void advanceEpoch_withOneSeed_givesTheSameBitsOnEveryThread() throws Exception {
        NetworkSettings settings = small(Optimizer.adam()).epochs(4).build();
        byte[] expected =
                finish(NetworkTraining.start(settings, Samples.spirals(100, 1))).checkpoint();
        Callable<byte[]> run = () ->
                finish(NetworkTraining.start(settings, Samples.spirals(100, 1))).checkpoint();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<byte[]> result : threads.invokeAll(List.of(run, run, run, run, run, run, run, run))) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
        byte[] other = finish(
                        NetworkTraining.start(settings.toBuilder().seed(99).build(), Samples.spirals(100, 1)))
                .checkpoint();
        assertThat(other).isNotEqualTo(expected);
    }

    static NetworkSettings.Builder small(Optimizer optimizer) {
        return NetworkSettings.builder(Output.SOFTMAX)
                .hidden(20, 12)
                .optimizer(optimizer)
                .learningRate(0.01)
                .decay(0.1)
                .batchSize(7)
                .l1(1e-4)
                .l2(1e-3)
                .dropout(0.2)
                .seed(11);
    }
}

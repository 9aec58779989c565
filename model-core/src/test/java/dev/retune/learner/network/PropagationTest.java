package dev.retune.learner.network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PropagationTest {

    static List<Arguments> networks() {
        List<Arguments> cases = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            for (Output output : Output.values()) {
                for (double[] lambda : new double[][] {{0, 0}, {0.03, 0}, {0, 0.05}, {0.02, 0.04}}) {
                    cases.add(Arguments.of(activation, output, lambda[0], lambda[1], new int[] {5, 7, 3}));
                    // wide enough for the other orientation of the rows and for transposed products
                    cases.add(Arguments.of(activation, output, lambda[0], lambda[1], new int[] {6, 17, 19, 4}));
                }
                cases.add(Arguments.of(activation, output, 0.02, 0.04, new int[] {5, 3}));
            }
        }
        return cases;
    }

    /** The loss is recomputed in double, from the definitions; its central differences have an error of about 1e-9. */
    @ParameterizedTest
    @MethodSource("networks")
    void backward_agreesWithFiniteDifferences(
            Activation activation, Output output, double l1, double l2, int[] widths) {
        int n = 9;
        Random random = new Random(4);
        Layers layers = Layers.zeros(widths);
        layers.initialize(activation, SplitMix64.of(8));
        for (float[] row : layers.rows()) {
            for (int j = 0; j < row.length; j++) {
                row[j] += (float) (0.1 * random.nextGaussian());
            }
        }
        float[][] x = new float[n][widths[0]];
        float[][] t = new float[n][widths[widths.length - 1]];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] = (float) random.nextGaussian();
            }
            t[i][random.nextInt(t[i].length)] = 1;
        }
        Penalty penalty = new Penalty(l1, l2);
        Propagation propagation = new Propagation(layers, activation, output, 0, new JavaGemm(), n);
        Layers gradient = layers.zeros();
        double loss = propagation.forward(layers, x, t, ones(n), n, null);
        propagation.backward(layers, x, t, ones(n), n, gradient);
        penalty.addGradient(layers, gradient);

        Reference reference = new Reference(layers, activation, output, l1, l2);
        assertThat(loss / n + penalty.value(layers)).isCloseTo(reference.loss(x, t), within(1e-5));
        double h = 1e-5;
        for (int r = 0; r < reference.rows.length; r++) {
            for (int j = 0; j < reference.rows[r].length; j++) {
                double w = reference.rows[r][j];
                reference.rows[r][j] = w + h;
                double above = reference.loss(x, t);
                reference.rows[r][j] = w - h;
                double below = reference.loss(x, t);
                reference.rows[r][j] = w;
                assertThat((double) gradient.rows()[r][j])
                        .as("row %d, column %d", r, j)
                        .isCloseTo((above - below) / (2 * h), within(3e-6));
            }
        }
    }

    @Test
    void dropout_keepsTheExpectedPrediction() {
        Layers layers = Layers.zeros(3, 40, 1);
        layers.initialize(Activation.TANH, SplitMix64.of(1));
        Propagation propagation = new Propagation(layers, Activation.TANH, Output.LINEAR, 0.3, new JavaGemm(), 1);
        float[][] x = {{0.5f, -1, 2}};
        float[][] t = {{0}};
        propagation.forward(layers, x, t, ones(1), 1, null);
        double kept = propagation.predictions()[0][0];
        double sum = 0;
        double squares = 0;
        int runs = 20_000;
        for (int i = 0; i < runs; i++) {
            propagation.forward(layers, x, t, ones(1), 1, SplitMix64.of(2, i));
            double y = propagation.predictions()[0][0];
            sum += y;
            squares += y * y;
        }
        double mean = sum / runs;
        double deviation = Math.sqrt(squares / runs - mean * mean);
        assertThat(deviation).isGreaterThan(0.1);
        assertThat(mean).isCloseTo(kept, within(4 * deviation / Math.sqrt(runs)));
    }

    @Test
    void backward_withDropout_leavesOutTheWeightsOfDroppedUnits() {
        Layers layers = Layers.zeros(2, 50, 1);
        layers.initialize(Activation.SIGMOID, SplitMix64.of(1));
        Propagation propagation = new Propagation(layers, Activation.SIGMOID, Output.LINEAR, 0.5, new JavaGemm(), 1);
        float[][] x = {{1, 2}};
        float[][] t = {{5}};
        Layers gradient = layers.zeros();
        propagation.forward(layers, x, t, ones(1), 1, SplitMix64.of(7));
        propagation.backward(layers, x, t, ones(1), 1, gradient);
        int dropped = 0;
        for (int unit = 0; unit < 50; unit++) {
            boolean out = gradient.get(1).weights()[0][unit] == 0;
            assertThat(gradient.get(0).bias()[unit] == 0).isEqualTo(out);
            dropped += out ? 1 : 0;
        }
        assertThat(dropped).isBetween(10, 40);
    }

    /** A network in double, written from the definitions. */
    private static final class Reference {
        private final Layers shape;
        private final Activation activation;
        private final Output output;
        private final double l1;
        private final double l2;
        private final double[][] rows;

        Reference(Layers layers, Activation activation, Output output, double l1, double l2) {
            this.shape = layers;
            this.activation = activation;
            this.output = output;
            this.l1 = l1;
            this.l2 = l2;
            rows = new double[layers.rows().length][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = new double[layers.rows()[r].length];
                for (int j = 0; j < rows[r].length; j++) {
                    rows[r][j] = layers.rows()[r][j];
                }
            }
        }

        double loss(float[][] x, float[][] t) {
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
                loss += loss(x[i], t[i]);
            }
            double penalty = 0;
            int r = 0;
            for (int l = 0; l < shape.size(); l++) {
                for (int row = 0; row < shape.get(l).weights().length; row++, r++) {
                    for (double w : rows[r]) {
                        penalty += l1 * Math.abs(w) + l2 / 2 * w * w;
                    }
                }
                r++;
            }
            return loss / x.length + penalty;
        }

        private double loss(float[] x, float[] t) {
            double[] y = new double[x.length];
            for (int j = 0; j < y.length; j++) {
                y[j] = x[j];
            }
            int r = 0;
            for (int l = 0; l < shape.size(); l++) {
                int inputs = shape.get(l).inputs();
                int outputs = shape.get(l).outputs();
                int weightRows = shape.get(l).weights().length; // inputs and outputs differ in every test network
                double[] z = rows[r + weightRows].clone();
                for (int i = 0; i < inputs; i++) {
                    for (int j = 0; j < outputs; j++) {
                        z[j] += y[i] * (weightRows == inputs ? rows[r + i][j] : rows[r + j][i]);
                    }
                }
                r += weightRows + 1;
                if (l < shape.size() - 1) {
                    for (int j = 0; j < outputs; j++) {
                        z[j] = switch (activation) {
                            case RELU -> Math.max(0, z[j]);
                            case LEAKY_RELU -> z[j] > 0 ? z[j] : 0.01 * z[j];
                            case TANH -> Math.tanh(z[j]);
                            case SIGMOID -> 1 / (1 + Math.exp(-z[j]));
                        };
                    }
                }
                y = z;
            }
            double sum = 0;
            for (double z : y) {
                sum += Math.exp(z);
            }
            double loss = 0;
            for (int j = 0; j < y.length; j++) {
                double p = 1 / (1 + Math.exp(-y[j]));
                loss += switch (output) {
                    case SOFTMAX -> -t[j] * Math.log(Math.exp(y[j]) / sum);
                    case SIGMOID -> -t[j] * Math.log(p) - (1 - t[j]) * Math.log(1 - p);
                    case LINEAR -> (y[j] - t[j]) * (y[j] - t[j]) / 2;
                };
            }
            return loss;
        }
    }

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}

package dev.retune.learner.network;

import java.util.Random;

/** Small problems to learn. */
final class Samples {

    private Samples() {}

    /** Two spirals around one another, by turns. */
    static float[][] spiralInputs(int n, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[n][];
        for (int i = 0; i < n; i++) {
            double radius = 0.2 + 0.8 * random.nextDouble();
            double angle = 1.5 * Math.PI * radius + Math.PI * (i % 2);
            x[i] = new float[] {
                (float) (radius * Math.cos(angle) + 0.02 * random.nextGaussian()),
                (float) (radius * Math.sin(angle) + 0.02 * random.nextGaussian())
            };
        }
        return x;
    }

    /** The spiral of each point. */
    static int[] alternating(int n) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 2;
        }
        return labels;
    }

    static Examples spirals(int n, long seed) {
        return Examples.ofClasses(spiralInputs(n, seed), alternating(n), 2);
    }

    /** Labels that have nothing to do with the inputs: what is learnt is noise, so validation gets worse soon. */
    static Examples noise(int n, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[n][8];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 8; j++) {
                x[i][j] = (float) random.nextGaussian();
            }
            labels[i] = random.nextInt(3);
        }
        return Examples.ofClasses(x, labels, 3);
    }

    static NetworkTraining finish(NetworkTraining training) {
        boolean more = true;
        while (more) {
            more = training.advanceEpoch();
        }
        return training;
    }

    static double accuracy(Network network, float[][] x, int[] labels) {
        int[] predicted = network.predictClasses(x);
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += predicted[i] == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }
}

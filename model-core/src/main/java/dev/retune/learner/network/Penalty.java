package dev.retune.learner.network;

/**
 * The regularisation terms of the training loss, λ₁ Σ |w| + λ₂/2 Σ w² over all weights but the biases, and their
 * gradient.
 */
record Penalty(double l1, double l2) {

    double value(Layers layers) {
        double absolute = 0;
        double square = 0;
        for (int l = 0; l < layers.size(); l++) {
            for (float[] row : layers.get(l).weights()) {
                for (float w : row) {
                    absolute += Math.abs(w);
                    square += (double) w * w;
                }
            }
        }
        return l1 * absolute + l2 / 2 * square;
    }

    void addGradient(Layers layers, Layers gradient) {
        if (l1 == 0 && l2 == 0) {
            return;
        }
        for (int l = 0; l < layers.size(); l++) {
            float[][] w = layers.get(l).weights();
            float[][] g = gradient.get(l).weights();
            for (int r = 0; r < w.length; r++) {
                add(g[r], w[r], (float) l1, (float) l2);
            }
        }
    }

    private static void add(float[] g, float[] w, float lambda1, float lambda2) {
        for (int j = 0; j < w.length; j++) {
            g[j] += lambda1 * Activation.sign(w[j]) + lambda2 * w[j];
        }
    }
}

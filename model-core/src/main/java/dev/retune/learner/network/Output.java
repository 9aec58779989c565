package dev.retune.learner.network;

/**
 * The output layer with the loss that belongs to it. z are the values before the output's nonlinearity, y the
 * prediction, t the target of one example, with one entry an output. In all three, the derivative of the loss by z is y
 * - t.
 */
enum Output {
    /** Classes that exclude one another: y = softmax z, loss = -Σ t log y (cross entropy). */
    SOFTMAX {
        @Override
        double apply(float[] z, float[] t, int n) {
            float max = z[0];
            for (int j = 1; j < n; j++) {
                max = Math.max(max, z[j]);
            }
            double sum = 0;
            double dot = 0;
            double weight = 0;
            for (int j = 0; j < n; j++) {
                double shifted = (double) z[j] - max;
                double e = Math.exp(shifted);
                sum += e;
                dot += t[j] * shifted;
                weight += t[j];
                z[j] = (float) e;
            }
            float scale = (float) (1 / sum);
            for (int j = 0; j < n; j++) {
                z[j] *= scale;
            }
            return weight * Math.log(sum) - dot;
        }

        @Override
        void check(float[] t, int row) {
            float sum = 0;
            for (float tj : t) {
                checkProbability(tj, row);
                sum += tj;
            }
            if (Math.abs(sum - 1) > 1e-4f) {
                throw new IllegalArgumentException("Target of example " + row + " sums to " + sum
                        + " but for SOFTMAX it must be a distribution over the classes: sum 1");
            }
        }
    },
    /**
     * Yes or no, for each output independently: y = 1 / (1 + exp(-z)), loss = -Σ t log y + (1 - t) log(1 - y) (binary
     * cross entropy).
     */
    SIGMOID {
        @Override
        double apply(float[] z, float[] t, int n) {
            double loss = 0;
            for (int j = 0; j < n; j++) {
                double zj = z[j];
                double e = Math.exp(-Math.abs(zj));
                loss += Math.max(zj, 0) - zj * t[j] + Math.log1p(e);
                z[j] = (float) (zj >= 0 ? 1 / (1 + e) : e / (1 + e));
            }
            return loss;
        }

        @Override
        void check(float[] t, int row) {
            for (float tj : t) {
                checkProbability(tj, row);
            }
        }
    },
    /** Any number: y = z, loss = ½ Σ (y - t)² (squared error). */
    LINEAR {
        @Override
        double apply(float[] z, float[] t, int n) {
            double loss = 0;
            for (int j = 0; j < n; j++) {
                double error = (double) z[j] - t[j];
                loss += error * error;
            }
            return loss / 2;
        }

        @Override
        void check(float[] t, int row) {
            // Every finite number is a target.
        }
    };

    /** Turns z into y, in place, and returns the loss of the example. */
    abstract double apply(float[] z, float[] t, int n);

    /**
     * Checks that t, already finite, can be a target.
     *
     * @throws IllegalArgumentException if it cannot
     */
    abstract void check(float[] t, int row);

    private static void checkProbability(float t, int row) {
        if (!(t >= 0 && t <= 1)) {
            throw new IllegalArgumentException("Target of example " + row + " is " + t
                    + " but for SOFTMAX and SIGMOID it must lie in [0, 1]; LINEAR takes any number");
        }
    }
}

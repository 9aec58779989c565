package dev.retune.learner.network;

import dev.retune.learner.network.Optimizer.Adam;
import dev.retune.learner.network.Optimizer.Momentum;
import dev.retune.learner.network.Optimizer.Nesterov;
import dev.retune.learner.network.Optimizer.RmsProp;

/** An {@link Optimizer}, in its notation, with the constants of one step. */
interface UpdateRule {

    /**
     * Updates one row of weights.
     *
     * @param w the weights
     * @param g their gradient
     * @param memory what the rule remembers of them: {@link #memory(Optimizer)} rows, zero before the first step
     */
    void update(float[] w, float[] g, float[][] memory);

    /** How many values the optimizer remembers for each weight. */
    static int memory(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd) {
            return 0;
        }
        return optimizer instanceof Adam ? 2 : 1;
    }

    /** The rule for step t, from 1, with learning rate η. */
    static UpdateRule of(Optimizer optimizer, double rate, long t) {
        float eta = (float) rate;
        if (optimizer instanceof Momentum rule) {
            float mu = (float) rule.momentum();
            return (w, g, memory) -> momentum(w, g, memory[0], mu, eta);
        }
        if (optimizer instanceof Nesterov rule) {
            float mu = (float) rule.momentum();
            return (w, g, memory) -> nesterov(w, g, memory[0], mu, eta);
        }
        if (optimizer instanceof RmsProp rule) {
            return (w, g, memory) -> rmsProp(w, g, memory[0], rule, eta);
        }
        if (optimizer instanceof Adam rule) {
            // η m̂ / (√v̂ + ε) = (η c / (1 - β₁ᵗ)) m / (√v + c ε) with c = √(1 - β₂ᵗ)
            double c = Math.sqrt(1 - StrictMath.pow(rule.beta2(), t));
            float corrected = (float) (rate * c / (1 - StrictMath.pow(rule.beta1(), t)));
            float epsilon = (float) (c * rule.epsilon());
            return (w, g, memory) -> adam(w, g, memory[0], memory[1], rule, corrected, epsilon);
        }
        return (w, g, memory) -> sgd(w, g, eta);
    }

    private static void sgd(float[] w, float[] g, float eta) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= eta * g[j];
        }
    }

    private static void momentum(float[] w, float[] g, float[] v, float mu, float eta) {
        for (int j = 0; j < w.length; j++) {
            float vj = mu * v[j] - eta * g[j];
            v[j] = vj;
            w[j] += vj;
        }
    }

    private static void nesterov(float[] w, float[] g, float[] v, float mu, float eta) {
        for (int j = 0; j < w.length; j++) {
            float descent = eta * g[j];
            float vj = mu * v[j] - descent;
            v[j] = vj;
            w[j] += mu * vj - descent;
        }
    }

    private static void rmsProp(float[] w, float[] g, float[] s, RmsProp rule, float eta) {
        float rho = (float) rule.decay();
        float rest = (float) (1 - rule.decay());
        float epsilon = (float) rule.epsilon();
        for (int j = 0; j < w.length; j++) {
            float sj = rho * s[j] + rest * g[j] * g[j];
            s[j] = sj;
            w[j] -= eta * g[j] / ((float) Math.sqrt(sj) + epsilon);
        }
    }

    private static void adam(float[] w, float[] g, float[] m, float[] v, Adam rule, float eta, float epsilon) {
        float beta1 = (float) rule.beta1();
        float rest1 = (float) (1 - rule.beta1());
        float beta2 = (float) rule.beta2();
        float rest2 = (float) (1 - rule.beta2());
        for (int j = 0; j < w.length; j++) {
            float gj = g[j];
            float mj = beta1 * m[j] + rest1 * gj;
            float vj = beta2 * v[j] + rest2 * gj * gj;
            m[j] = mj;
            v[j] = vj;
            w[j] -= eta * mj / ((float) Math.sqrt(vj) + epsilon);
        }
    }
}

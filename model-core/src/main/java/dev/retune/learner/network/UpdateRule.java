package dev.retune.learner.network;

import dev.retune.learner.network.Optimizer.Adam;
import dev.retune.learner.network.Optimizer.Momentum;
import dev.retune.learner.network.Optimizer.Nesterov;
import dev.retune.learner.network.Optimizer.RmsProp;

/** The loops of an {@link Optimizer}, in its notation. */
interface UpdateRule {

    /**
     * Updates one row of weights.
     *
     * @param w the weights
     * @param g their gradient
     * @param memory what the rule remembers of them: {@link #memory(Optimizer)} rows, zero before the first step
     * @param rate η
     * @param t the number of the step, from 1
     */
    void update(float[] w, float[] g, float[][] memory, double rate, long t);

    /** How many values the optimizer remembers for each weight. */
    static int memory(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd) {
            return 0;
        }
        return optimizer instanceof Adam ? 2 : 1;
    }

    /** The loops of the optimizer. */
    static UpdateRule of(Optimizer optimizer) {
        if (optimizer instanceof Momentum rule) {
            return (w, g, memory, rate, t) -> momentum(w, g, memory[0], (float) rule.momentum(), (float) rate);
        }
        if (optimizer instanceof Nesterov rule) {
            return (w, g, memory, rate, t) -> nesterov(w, g, memory[0], (float) rule.momentum(), (float) rate);
        }
        if (optimizer instanceof RmsProp rule) {
            return (w, g, memory, rate, t) -> rmsProp(w, g, memory[0], rule, (float) rate);
        }
        if (optimizer instanceof Adam rule) {
            return (w, g, memory, rate, t) -> adam(w, g, memory[0], memory[1], rule, rate, t);
        }
        return (w, g, memory, rate, t) -> sgd(w, g, (float) rate);
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

    private static void adam(float[] w, float[] g, float[] m, float[] v, Adam rule, double rate, long t) {
        float beta1 = (float) rule.beta1();
        float rest1 = (float) (1 - rule.beta1());
        float beta2 = (float) rule.beta2();
        float rest2 = (float) (1 - rule.beta2());
        // η m̂ / (√v̂ + ε) = (η c / (1 - β₁ᵗ)) m / (√v + c ε) with c = √(1 - β₂ᵗ)
        double c = Math.sqrt(1 - StrictMath.pow(rule.beta2(), t));
        float eta = (float) (rate * c / (1 - StrictMath.pow(rule.beta1(), t)));
        float epsilon = (float) (c * rule.epsilon());
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

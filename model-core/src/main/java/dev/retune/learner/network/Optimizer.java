package dev.retune.learner.network;

/**
 * The rule that turns a gradient g into a step of the weights w. η is the learning rate of the epoch, t the number of
 * the step, counted from 1 over the whole run; all operations are elementwise.
 */
sealed interface Optimizer {

    /** Gradient descent: w ← w - η g. */
    static Optimizer sgd() {
        return new Sgd();
    }

    /**
     * Classical momentum, v ← μ v - η g, w ← w + v: Sutskever et al., "On the importance of initialization and momentum
     * in deep learning", ICML 2013, equations 1 and 2.
     *
     * @throws IllegalArgumentException if momentum is not in [0, 1)
     */
    static Optimizer momentum(double momentum) {
        return new Momentum(momentum);
    }

    /**
     * Nesterov's momentum, v ← μ v - η g, w ← w + μ v - η g: Sutskever et al. 2013, equations 3 and 4, with w standing
     * for the point where the gradient is taken, there θ + μ v.
     *
     * @throws IllegalArgumentException if momentum is not in [0, 1)
     */
    static Optimizer nesterov(double momentum) {
        return new Nesterov(momentum);
    }

    /** RMSProp with ρ = 0.9, ε = 1e-8. */
    static Optimizer rmsProp() {
        return rmsProp(0.9, 1e-8);
    }

    /**
     * RMSProp, s ← ρ s + (1 - ρ) g², w ← w - η g / (√s + ε): Tieleman and Hinton, "Neural networks for machine
     * learning", Coursera, 2012, lecture 6.5.
     *
     * @throws IllegalArgumentException if decay is not in [0, 1) or epsilon not in [1e-30, 1]
     */
    static Optimizer rmsProp(double decay, double epsilon) {
        return new RmsProp(decay, epsilon);
    }

    /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
    static Optimizer adam() {
        return adam(0.9, 0.999, 1e-8);
    }

    /**
     * Adam, m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², w ← w - η m̂ / (√v̂ + ε) with m̂ = m / (1 - β₁ᵗ) and
     * v̂ = v / (1 - β₂ᵗ): Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
     *
     * @throws IllegalArgumentException if beta1 or beta2 is not in [0, 1) or epsilon not in [1e-30, 1]
     */
    static Optimizer adam(double beta1, double beta2, double epsilon) {
        return new Adam(beta1, beta2, epsilon);
    }

    /** See {@link #sgd()}. */
    record Sgd() implements Optimizer {}

    /**
     * See {@link #momentum(double)}.
     *
     * @param momentum μ
     */
    record Momentum(double momentum) implements Optimizer {
        /** Checks μ. */
        public Momentum {
            SettingChecks.fraction("momentum", momentum);
        }
    }

    /**
     * See {@link #nesterov(double)}.
     *
     * @param momentum μ
     */
    record Nesterov(double momentum) implements Optimizer {
        /** Checks μ. */
        public Nesterov {
            SettingChecks.fraction("momentum", momentum);
        }
    }

    /**
     * See {@link #rmsProp(double, double)}.
     *
     * @param decay ρ
     * @param epsilon ε
     */
    record RmsProp(double decay, double epsilon) implements Optimizer {
        /** Checks ρ and ε. */
        public RmsProp {
            SettingChecks.fraction("decay", decay);
            SettingChecks.within("epsilon", epsilon, 1e-30, 1);
        }
    }

    /**
     * See {@link #adam(double, double, double)}.
     *
     * @param beta1 β₁
     * @param beta2 β₂
     * @param epsilon ε
     */
    record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
        /** Checks β₁, β₂ and ε. */
        public Adam {
            SettingChecks.fraction("beta1", beta1);
            SettingChecks.fraction("beta2", beta2);
            SettingChecks.within("epsilon", epsilon, 1e-30, 1);
        }
    }
}

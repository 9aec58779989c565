package dev.retune.strategy.tpe;

import java.util.random.RandomGenerator;

/** The kernels around the coordinates of some observations on one axis. */
interface Kernels {

    /** A coordinate drawn from the kernel of observation i. */
    double draw(int i, RandomGenerator random);

    /** Adds to {@code sums[i]} the logarithm of the kernel of observation i at x. */
    void addLog(double x, double[] sums);
}

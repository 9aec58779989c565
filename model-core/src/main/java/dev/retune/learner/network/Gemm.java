package dev.retune.learner.network;

/**
 * The three matrix products of a network, on arrays of rows. Each overwrites {@code c}, whose rows may be longer than
 * needed, and reads only the leading part of {@code a} and {@code b} that the sizes name.
 *
 * <p>An instance owns scratch memory: it is for one thread at a time.
 */
interface Gemm {

    /** C = A·B: {@code a} is m × k, {@code b} is k × n, {@code c} is m × n. */
    void multiply(float[][] a, float[][] b, float[][] c, int m, int k, int n);

    /** C = A·Bᵀ: {@code a} is m × k, {@code b} is n × k, {@code c} is m × n. */
    void multiplyRightTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n);

    /** C = Aᵀ·B: {@code a} is k × m, {@code b} is k × n, {@code c} is m × n. */
    void multiplyLeftTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n);
}

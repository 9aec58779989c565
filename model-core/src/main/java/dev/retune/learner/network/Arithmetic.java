package dev.retune.learner.network;

/**
 * The implementation of the matrix products of a training. The two differ in the last bits of their results, so a
 * checkpoint records which one trained it, and resumes only with the same.
 */
enum Arithmetic {
    /**
     * OpenBLAS where it is available and the network wide enough for it to pay, otherwise plain Java. Decided when a
     * training starts. Choose one of the others if a training must repeat bit for bit with another class path.
     */
    AUTOMATIC,
    /** Plain Java: no native code. */
    JAVA,
    /**
     * OpenBLAS on one thread: needs {@code org.bytedeco:openblas} and {@code org.bytedeco:javacpp}, each also with the
     * classifier of the platform such as {@code linux-x86_64}, on the class path. Results have the same bits on every
     * machine for which OpenBLAS chooses the same kernel.
     */
    OPENBLAS;

    /**
     * The number of weights in a layer from which OpenBLAS is worthwhile; below, it saves little, and loading it takes
     * half a second.
     */
    private static final long WIDE = 4096;

    /** Whether this implementation is available; {@link #OPENBLAS} is not if a jar or native library is missing. */
    boolean isAvailable() {
        return this != OPENBLAS || OpenBlas.PRESENT;
    }

    /** This, or for {@link #AUTOMATIC} the choice for a network of these widths: inputs, hidden layers, outputs. */
    Arithmetic resolve(int... widths) {
        if (this != AUTOMATIC) {
            return this;
        }
        for (int l = 1; l < widths.length; l++) {
            if ((long) widths[l - 1] * widths[l] >= WIDE) {
                return OPENBLAS.isAvailable() ? OPENBLAS : JAVA;
            }
        }
        return JAVA;
    }

    /**
     * New scratch memory and products for one thread.
     *
     * @throws IllegalStateException if this is not available here
     */
    Gemm gemm() {
        if (!isAvailable()) {
            throw new IllegalStateException("arithmetic OPENBLAS is not available: put org.bytedeco:openblas and"
                    + " org.bytedeco:javacpp, each also with this platform's classifier (such as linux-x86_64), on"
                    + " the class path, or use JAVA");
        }
        return this == OPENBLAS ? new OpenBlasGemm() : new JavaGemm();
    }

    /** Determined once, on first use. */
    private static final class OpenBlas {
        static final boolean PRESENT = look();

        private static boolean look() {
            try {
                Class.forName("org.bytedeco.openblas.global.openblas_nolapack");
                return true;
            } catch (ClassNotFoundException | LinkageError absent) {
                return false;
            }
        }
    }
}

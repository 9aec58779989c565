package dev.retune.learner.network;

/**
 * Who computes the matrix products of a run. It is part of the run's identity: the two differ in the last bits of their
 * results, so a checkpoint records the one that it was trained with and resumes with no other.
 */
enum Arithmetic {
    /**
     * OpenBLAS where it is available and the network wide enough for it to pay, otherwise plain Java. Decided when a training
     * starts. Name one of the others where a run must repeat bit for bit with another class path.
     */
    AUTOMATIC,
    /** Plain Java: no native code. */
    JAVA,
    /**
     * OpenBLAS on one thread: needs {@code org.bytedeco:openblas} and {@code org.bytedeco:javacpp}, each also with the
     * classifier of the platform such as {@code linux-x86_64}, on the class path. The same bits on every machine whose
     * processor gets the same kernel from OpenBLAS.
     */
    OPENBLAS;

    /** From so many weights in one layer on, OpenBLAS pays; below, it saves little and loading it takes half a second. */
    private static final long WIDE = 4096;

    /** Whether this can compute here; {@link #OPENBLAS} says false where a jar or a native library is missing. */
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
            throw new IllegalStateException("Arithmetic OPENBLAS is not available: put org.bytedeco:openblas and"
                    + " org.bytedeco:javacpp, each also with this platform's classifier (such as linux-x86_64), on the class"
                    + " path, or use JAVA");
        }
        return this == OPENBLAS ? new OpenBlasGemm() : new JavaGemm();
    }

    /** Looks once, when first asked. */
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

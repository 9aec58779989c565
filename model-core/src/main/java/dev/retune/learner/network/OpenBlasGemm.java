package dev.retune.learner.network;

import org.bytedeco.javacpp.FloatPointer;

import java.nio.FloatBuffer;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/**
 * The products by OpenBLAS in native memory, on one thread. The rows are copied in and out in bulk: about 4 µs for
 * 100,000 floats, 2 % of a training step; loops over native memory would be six times as slow as the same loops over
 * Java arrays, so weights and optimizer state stay in Java.
 *
 * <p>The only class that names org.bytedeco; loaded only where {@link Arithmetic#OPENBLAS} is available.
 */
final class OpenBlasGemm implements Gemm {

    static {
        // With more threads than idle cores, OpenBLAS gets a thousand times slower; and callers bring their own
        // threads.
        blas_set_num_threads(1);
    }

    private final NativeMatrix nativeA = new NativeMatrix();
    private final NativeMatrix nativeB = new NativeMatrix();
    private final NativeMatrix nativeC = new NativeMatrix();

    @Override
    public void multiply(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
        FloatPointer to = nativeC.sized(m, n);
        cblas_sgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasNoTrans,
                m,
                n,
                k,
                1f,
                nativeA.put(a, m, k),
                k,
                nativeB.put(b, k, n),
                n,
                0f,
                to,
                n);
        nativeC.get(c, m, n);
    }

    @Override
    public void multiplyRightTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
        FloatPointer to = nativeC.sized(m, n);
        cblas_sgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasTrans,
                m,
                n,
                k,
                1f,
                nativeA.put(a, m, k),
                k,
                nativeB.put(b, n, k),
                k,
                0f,
                to,
                n);
        nativeC.get(c, m, n);
    }

    @Override
    public void multiplyLeftTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
        FloatPointer to = nativeC.sized(m, n);
        cblas_sgemm(
                CblasRowMajor,
                CblasTrans,
                CblasNoTrans,
                m,
                n,
                k,
                1f,
                nativeA.put(a, k, m),
                m,
                nativeB.put(b, k, n),
                n,
                0f,
                to,
                n);
        nativeC.get(c, m, n);
    }

    /** Native memory for one operand, row after row; it grows and is freed with its owner by JavaCPP. */
    private static final class NativeMatrix {

        private FloatPointer pointer = new FloatPointer(1);
        private FloatBuffer buffer = pointer.asBuffer();

        FloatPointer sized(int rows, int columns) {
            int size = Math.multiplyExact(rows, columns);
            if (buffer.capacity() < size) {
                pointer.close();
                pointer = new FloatPointer(size);
                buffer = pointer.asBuffer();
            }
            return pointer;
        }

        FloatPointer put(float[][] matrix, int rows, int columns) {
            sized(rows, columns);
            for (int i = 0; i < rows; i++) {
                buffer.put(i * columns, matrix[i], 0, columns);
            }
            return pointer;
        }

        void get(float[][] matrix, int rows, int columns) {
            for (int i = 0; i < rows; i++) {
                buffer.get(i * columns, matrix[i], 0, columns);
            }
        }
    }
}

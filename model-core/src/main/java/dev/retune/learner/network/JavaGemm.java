package dev.retune.learner.network;

/**
 * The products in plain Java. Its inner loops store to one row and read up to five rows at the same index, which C2
 * vectorises; a loop over more rows, a register tile or an offset into a flat array it does not. A sum is always taken
 * in the same order, so results depend on nothing but the operands and their sizes.
 */
final class JavaGemm implements Gemm {

    /** Floats of C that stay in the first-level cache while the rows of B pass by. */
    private static final int BLOCK = 8192;

    /** From so many rows of A and of B on, transposing B costs less than the scalar dot products do. */
    private static final int TRANSPOSE_ROWS_OF_A = 8;

    private static final int TRANSPOSE_ROWS_OF_B = 16;

    private final float[] dots = new float[4];
    private float[][] transposed = new float[0][0];

    @Override
    public void multiply(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
        int block = rowsPerBlock(n);
        for (int start = 0; start < m; start += block) {
            int end = Math.min(m, start + block);
            for (int p = 0; p < k; p += 4) {
                // Past the last row, the last row again with coefficient 0.
                int p1 = Math.min(p + 1, k - 1);
                int p2 = Math.min(p + 2, k - 1);
                int p3 = Math.min(p + 3, k - 1);
                float[] b0 = b[p];
                float[] b1 = b[p1];
                float[] b2 = b[p2];
                float[] b3 = b[p3];
                for (int i = start; i < end; i++) {
                    float[] row = a[i];
                    float a1 = p + 1 < k ? row[p1] : 0;
                    float a2 = p + 2 < k ? row[p2] : 0;
                    float a3 = p + 3 < k ? row[p3] : 0;
                    if (p == 0) {
                        set(c[i], b0, b1, b2, b3, row[p], a1, a2, a3, n);
                    } else {
                        add(c[i], b0, b1, b2, b3, row[p], a1, a2, a3, n);
                    }
                }
            }
        }
    }

    @Override
    public void multiplyLeftTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
        int block = rowsPerBlock(n);
        for (int start = 0; start < m; start += block) {
            int end = Math.min(m, start + block);
            for (int p = 0; p < k; p += 4) {
                int p1 = Math.min(p + 1, k - 1);
                int p2 = Math.min(p + 2, k - 1);
                int p3 = Math.min(p + 3, k - 1);
                float[] a0 = a[p];
                float[] a1 = a[p1];
                float[] a2 = a[p2];
                float[] a3 = a[p3];
                float[] b0 = b[p];
                float[] b1 = b[p1];
                float[] b2 = b[p2];
                float[] b3 = b[p3];
                for (int i = start; i < end; i++) {
                    float x1 = p + 1 < k ? a1[i] : 0;
                    float x2 = p + 2 < k ? a2[i] : 0;
                    float x3 = p + 3 < k ? a3[i] : 0;
                    if (p == 0) {
                        set(c[i], b0, b1, b2, b3, a0[i], x1, x2, x3, n);
                    } else {
                        add(c[i], b0, b1, b2, b3, a0[i], x1, x2, x3, n);
                    }
                }
            }
        }
    }

    @Override
    public void multiplyRightTransposed(float[][] a, float[][] b, float[][] c, int m, int k, int n) {
        if (m >= TRANSPOSE_ROWS_OF_A && n >= TRANSPOSE_ROWS_OF_B) {
            multiply(a, transpose(b, n, k), c, m, k, n);
        } else if (m >= n) {
            for (int i = 0; i < m; i += 4) {
                int i1 = Math.min(i + 1, m - 1);
                int i2 = Math.min(i + 2, m - 1);
                int i3 = Math.min(i + 3, m - 1);
                for (int j = 0; j < n; j++) {
                    dot(a[i], a[i1], a[i2], a[i3], b[j], k);
                    c[i][j] = dots[0];
                    c[i1][j] = dots[1];
                    c[i2][j] = dots[2];
                    c[i3][j] = dots[3];
                }
            }
        } else {
            for (int j = 0; j < n; j += 4) {
                int j1 = Math.min(j + 1, n - 1);
                int j2 = Math.min(j + 2, n - 1);
                int j3 = Math.min(j + 3, n - 1);
                for (int i = 0; i < m; i++) {
                    dot(b[j], b[j1], b[j2], b[j3], a[i], k);
                    c[i][j] = dots[0];
                    c[i][j1] = dots[1];
                    c[i][j2] = dots[2];
                    c[i][j3] = dots[3];
                }
            }
        }
    }

    private static int rowsPerBlock(int n) {
        return Math.max(16, BLOCK / n);
    }

    private static void set(
            float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    private static void add(
            float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3, int n) {
        for (int j = 0; j < n; j++) {
            c[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    /** Four scalar products at once, for their latencies to overlap. */
    private void dot(float[] x0, float[] x1, float[] x2, float[] x3, float[] y, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int j = 0; j < n; j++) {
            float yj = y[j];
            s0 += x0[j] * yj;
            s1 += x1[j] * yj;
            s2 += x2[j] * yj;
            s3 += x3[j] * yj;
        }
        dots[0] = s0;
        dots[1] = s1;
        dots[2] = s2;
        dots[3] = s3;
    }

    private float[][] transpose(float[][] b, int rows, int columns) {
        int width = transposed.length == 0 ? 0 : transposed[0].length;
        if (transposed.length < columns || width < rows) {
            transposed = new float[Math.max(transposed.length, columns)][Math.max(width, rows)];
        }
        for (int i = 0; i < rows; i++) {
            float[] row = b[i];
            for (int j = 0; j < columns; j++) {
                transposed[j][i] = row[j];
            }
        }
        return transposed;
    }
}

package dev.retune.learner.network;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class GemmTest {

    static List<Arguments> sizes() {
        List<Arguments> cases = new ArrayList<>();
        for (Arithmetic arithmetic : List.of(Arithmetic.JAVA, Arithmetic.OPENBLAS)) {
            int[][] sizes = {
                {1, 1, 1}, {1, 3, 40}, {5, 2, 1}, {7, 9, 3}, {8, 5, 16}, {9, 64, 17}, {33, 30, 31}, {70, 6, 200}
            };
            for (int[] s : sizes) {
                cases.add(Arguments.of(arithmetic, s[0], s[1], s[2]));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void products_ofAnySize_agreeWithTheDefinition(Arithmetic arithmetic, int m, int k, int n) {
        assumeTrue(arithmetic.isAvailable());
        Gemm gemm = arithmetic.gemm();
        Random random = new Random(31L * m + k * 7L + n);
        float[][] a = random(random, m, k);
        float[][] b = random(random, k, n);
        float[][] expected = new float[m][n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += (double) a[i][p] * b[p][j];
                }
                expected[i][j] = (float) sum;
            }
        }
        for (int round = 0; round < 2; round++) { // the second finds used scratch memory
            float[][] c = random(random, m, n);
            gemm.multiply(a, b, c, m, k, n);
            assertClose(c, expected);
            c = random(random, m, n);
            gemm.multiplyRightTransposed(a, transpose(b), c, m, k, n);
            assertClose(c, expected);
            c = random(random, m, n);
            gemm.multiplyLeftTransposed(transpose(a), b, c, m, k, n);
            assertClose(c, expected);
        }
    }

    private static float[][] random(Random random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    private static float[][] transpose(float[][] matrix) {
        float[][] transposed = new float[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < transposed.length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }

    private static void assertClose(float[][] actual, float[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                assertThat(actual[i][j]).as("c[%d][%d]", i, j).isCloseTo(expected[i][j], within(2e-5f));
            }
        }
    }
}

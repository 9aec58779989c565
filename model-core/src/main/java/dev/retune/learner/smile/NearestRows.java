package dev.retune.learner.smile;

import smile.math.distance.EuclideanDistance;
import smile.math.distance.ManhattanDistance;
import smile.neighbor.KDTree;
import smile.neighbor.KNNSearch;
import smile.neighbor.LinearSearch;
import smile.neighbor.Neighbor;

import java.util.Arrays;

/** Smile's search for the nearest rows. */
public final class NearestRows {

    /** With more columns, a k-d tree visits most of its leaves. */
    private static final int MOST_TREE_COLUMNS = 12;

    private final KNNSearch<double[], double[]> search;

    /** @param manhattan whether distances are sums of absolute differences, not Euclidean */
    public NearestRows(double[][] x, boolean manhattan) {
        this.search = manhattan
                ? new LinearSearch<>(x, new ManhattanDistance())
                : x[0].length <= MOST_TREE_COLUMNS
                        ? new KDTree<>(x, x)
                        : new LinearSearch<>(x, new EuclideanDistance());
    }

    /** What follows from the rows found. */
    public interface Vote {

        /** From the numbers of the rows and their distances, side by side. */
        double[] of(int[] rows, double[] distances);
    }

    /** The vote of the k nearest rows of each query. */
    public double[][] votes(double[][] queries, int k, Vote vote) {
        return DeterministicSmile.run(
                0,
                () -> Arrays.stream(queries)
                        .map(query -> vote(search.knn(query, k), vote))
                        .toArray(double[][]::new));
    }

    private static double[] vote(Neighbor<double[], double[]>[] found, Vote vote) {
        int[] rows = new int[found.length];
        double[] distances = new double[found.length];
        for (int i = 0; i < found.length; i++) {
            rows[i] = found[i].index;
            distances[i] = found[i].distance;
        }
        return vote.of(rows, distances);
    }
}

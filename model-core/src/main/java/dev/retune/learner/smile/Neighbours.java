package dev.retune.learner.smile;

import dev.retune.learner.Numbers;
import smile.math.distance.EuclideanDistance;
import smile.math.distance.ManhattanDistance;
import smile.neighbor.KDTree;
import smile.neighbor.KNNSearch;
import smile.neighbor.LinearSearch;
import smile.neighbor.Neighbor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What the nearest training rows say. */
final class Neighbours implements Predictor {

    static final String KIND = "neighbours";

    /** With more columns, a k-d tree visits most of its leaves. */
    private static final int MOST_TREE_COLUMNS = 12;

    private final double[][] x;
    private final double[][] outputs;
    private final int k;
    private final boolean nearerCountMore;
    private final boolean manhattan;
    private final boolean shares;
    private final KNNSearch<double[], double[]> search;

    /**
     * @param outputs what each row votes for: a number, or a vote for its class
     * @param k how many are asked
     * @param nearerCountMore whether a vote counts 1/distance
     * @param manhattan whether distances are sums of absolute differences, not Euclidean
     * @param shares whether the outputs are votes for classes
     */
    Neighbours(double[][] x, double[][] outputs, int k, boolean nearerCountMore, boolean manhattan, boolean shares) {
        this.x = x;
        this.outputs = outputs;
        this.k = Math.min(k, x.length);
        this.nearerCountMore = nearerCountMore;
        this.manhattan = manhattan;
        this.shares = shares;
        this.search = manhattan
                ? new LinearSearch<>(x, new ManhattanDistance())
                : x[0].length <= MOST_TREE_COLUMNS
                        ? new KDTree<>(x, x)
                        : new LinearSearch<>(x, new EuclideanDistance());
    }

    @Override
    public double[][] predict(double[][] queries) {
        return DeterministicSmile.run(0, () -> {
            double[][] predictions = new double[queries.length][];
            for (int row = 0; row < queries.length; row++) {
                predictions[row] = vote(search.knn(queries[row], k));
            }
            return predictions;
        });
    }

    private double[] vote(Neighbor<double[], double[]>[] neighbours) {
        boolean exact = false;
        for (Neighbor<double[], double[]> neighbour : neighbours) {
            exact |= neighbour.distance == 0;
        }
        double[] sums = new double[outputs[0].length];
        double total = 0;
        for (Neighbor<double[], double[]> neighbour : neighbours) {
            double weight = weight(neighbour.distance, exact);
            total += weight;
            for (int c = 0; c < sums.length; c++) {
                sums[c] += weight * outputs[neighbour.index][c];
            }
        }
        return shares ? Link.shares(sums) : new double[] {sums[0] / total};
    }

    private double weight(double distance, boolean exact) {
        if (!nearerCountMore) {
            return 1;
        }
        return exact ? (distance == 0 ? 1 : 0) : 1 / distance;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeContent(DataOutputStream out) throws IOException {
        Numbers.write(out, x);
        Numbers.write(out, outputs);
        out.writeInt(k);
        out.writeBoolean(nearerCountMore);
        out.writeBoolean(manhattan);
        out.writeBoolean(shares);
    }

    static Neighbours readContent(DataInputStream in) throws IOException {
        return new Neighbours(
                Numbers.readRows(in),
                Numbers.readRows(in),
                in.readInt(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean());
    }
}

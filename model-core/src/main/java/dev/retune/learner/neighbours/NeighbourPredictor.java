package dev.retune.learner.neighbours;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Predictor;
import dev.retune.learner.classical.PredictorFormat;
import dev.retune.learner.smile.NearestRows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The vote, or the mean, of the nearest training rows. */
final class NeighbourPredictor implements Predictor {

    private static final String KIND = "neighbours";

    static final PredictorFormat FORMAT = new PredictorFormat(KIND, NeighbourPredictor::readContent);

    private final double[][] x;
    private final double[][] outputs;
    private final int k;
    private final boolean nearerCountMore;
    private final boolean manhattan;
    private final boolean shares;
    private final NearestRows search;

    /**
     * @param outputs what each row votes for: a number, or a vote for its class
     * @param k the number of neighbours
     * @param nearerCountMore whether a vote has the weight 1/distance
     * @param manhattan whether distances are sums of absolute differences, not Euclidean
     * @param shares whether the outputs are votes for classes
     */
    NeighbourPredictor(
            double[][] x, double[][] outputs, int k, boolean nearerCountMore, boolean manhattan, boolean shares) {
        this.x = x;
        this.outputs = outputs;
        this.k = Math.min(k, x.length);
        this.nearerCountMore = nearerCountMore;
        this.manhattan = manhattan;
        this.shares = shares;
        this.search = new NearestRows(x, manhattan);
    }

    @Override
    public double[][] predict(double[][] queries) {
        return search.votes(queries, k, this::vote);
    }

    private double[] vote(int[] rows, double[] distances) {
        boolean exact = false;
        for (double distance : distances) {
            exact |= distance == 0;
        }
        double[] sums = new double[outputs[0].length];
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            double weight = weight(distances[i], exact);
            total += weight;
            for (int c = 0; c < sums.length; c++) {
                sums[c] += weight * outputs[rows[i]][c];
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
        BinaryArrays.write(out, x);
        BinaryArrays.write(out, outputs);
        out.writeInt(k);
        out.writeBoolean(nearerCountMore);
        out.writeBoolean(manhattan);
        out.writeBoolean(shares);
    }

    private static NeighbourPredictor readContent(DataInputStream in) throws IOException {
        return new NeighbourPredictor(
                BinaryArrays.readRows(in),
                BinaryArrays.readRows(in),
                in.readInt(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean());
    }
}

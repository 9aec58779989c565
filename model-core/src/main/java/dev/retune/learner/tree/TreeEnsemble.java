package dev.retune.learner.tree;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.classical.AdditivePredictor;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.PredictorFormat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of trees with an intercept for each output, always added in the order of the trees.
 *
 * @param mean whether the sums are divided by the number of trees
 */
record TreeEnsemble(double[] intercept, List<Tree> trees, boolean mean, Link link) implements AdditivePredictor {

    private static final String KIND = "trees";

    static final PredictorFormat FORMAT = new PredictorFormat(KIND, TreeEnsemble::readContent);

    TreeEnsemble {
        trees = List.copyOf(trees);
    }

    @Override
    public int parts() {
        return trees.size();
    }

    @Override
    public double[][] start(int rows) {
        double[][] sums = new double[rows][];
        Arrays.setAll(sums, row -> intercept.clone());
        return sums;
    }

    @Override
    public void add(double[][] sums, double[][] x, int from) {
        for (int t = from; t < trees.size(); t++) {
            Tree tree = trees.get(t);
            for (int row = 0; row < x.length; row++) {
                tree.addTo(sums[row], x[row]);
            }
        }
    }

    @Override
    public double[][] finish(double[][] sums) {
        double[][] outputs = new double[sums.length][];
        for (int row = 0; row < outputs.length; row++) {
            outputs[row] = link.apply(mean ? divided(sums[row], trees.size()) : sums[row]);
        }
        return outputs;
    }

    private static double[] divided(double[] sums, double by) {
        return Arrays.stream(sums).map(sum -> sum / by).toArray();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeContent(DataOutputStream out) throws IOException {
        BinaryArrays.write(out, intercept);
        out.writeInt(trees.size());
        for (Tree tree : trees) {
            tree.write(out);
        }
        out.writeBoolean(mean);
        out.writeUTF(link.name());
    }

    private static TreeEnsemble readContent(DataInputStream in) throws IOException {
        double[] intercept = BinaryArrays.readDoubles(in);
        List<Tree> trees = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            trees.add(Tree.read(in));
        }
        return new TreeEnsemble(intercept, trees, in.readBoolean(), Link.valueOf(in.readUTF()));
    }
}

package dev.retune.learner.bayes;

import dev.retune.learner.BinaryArrays;
import dev.retune.learner.classical.Link;
import dev.retune.learner.classical.Predictor;
import dev.retune.learner.classical.PredictorFormat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Columns that are independent within a class: numbers with a normal distribution, categories with a probability each.
 *
 * @param logPriors ln of the classes' probabilities
 * @param means {@code [class][column]}; of a column that stands for a category, ln of its probability
 * @param variances {@code [class][column]}; 0 of a column that stands for a category
 */
record NaiveBayesPredictor(double[] logPriors, double[][] means, double[][] variances) implements Predictor {

    private static final String KIND = "naive Bayes";

    static final PredictorFormat FORMAT = new PredictorFormat(KIND, NaiveBayesPredictor::readContent);

    @Override
    public double[][] predict(double[][] x) {
        return Arrays.stream(x).map(row -> Link.softmax(logarithms(row))).toArray(double[][]::new);
    }

    private double[] logarithms(double[] x) {
        double[] sums = logPriors.clone();
        for (int c = 0; c < sums.length; c++) {
            for (int j = 0; j < x.length; j++) {
                double variance = variances[c][j];
                if (variance > 0) {
                    double d = x[j] - means[c][j];
                    sums[c] -= (Math.log(2 * Math.PI * variance) + d * d / variance) / 2;
                } else if (x[j] == 1) {
                    sums[c] += means[c][j];
                }
            }
        }
        return sums;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeContent(DataOutputStream out) throws IOException {
        BinaryArrays.write(out, logPriors);
        BinaryArrays.write(out, means);
        BinaryArrays.write(out, variances);
    }

    private static NaiveBayesPredictor readContent(DataInputStream in) throws IOException {
        return new NaiveBayesPredictor(
                BinaryArrays.readDoubles(in), BinaryArrays.readRows(in), BinaryArrays.readRows(in));
    }
}

package dev.retune.learner.linear;

import dev.retune.learner.classical.Link;
import dev.retune.learner.smile.SmoothFunction;

import java.util.Arrays;

/**
 * The loss of logistic regression, 1/W Σ_i w_i (-ln p_i) + λ/2 Σ v², by the weights v of all outputs, side by side,
 * each with its intercept last, which is not penalized. Two classes have one output, K more have K.
 *
 * @param weights w_i, of the rows; W is their sum
 * @param penalty λ
 */
record LogisticLoss(double[][] x, int[] y, double[] weights, int outputs, double penalty) implements SmoothFunction {

    @Override
    public double value(double[] v, double[] gradient) {
        int p = x[0].length;
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        Arrays.fill(gradient, 0);
        double loss = 0;
        double[] z = new double[outputs];
        for (int i = 0; i < x.length; i++) {
            double share = weights[i] / total;
            for (int k = 0; k < outputs; k++) {
                double sum = v[k * (p + 1) + p];
                for (int j = 0; j < p; j++) {
                    sum += v[k * (p + 1) + j] * x[i][j];
                }
                z[k] = sum;
            }
            loss += share * errors(z, y[i]);
            for (int k = 0; k < outputs; k++) {
                int at = k * (p + 1);
                double error = share * z[k];
                for (int j = 0; j < p; j++) {
                    gradient[at + j] += error * x[i][j];
                }
                gradient[at + p] += error;
            }
        }
        for (int k = 0; k < outputs; k++) {
            for (int j = 0; j < p; j++) {
                double w = v[k * (p + 1) + j];
                loss += penalty / 2 * w * w;
                gradient[k * (p + 1) + j] += penalty * w;
            }
        }
        return loss;
    }

    /** -ln p of the true class; leaves the derivatives by the outputs in their place. */
    private double errors(double[] z, int truth) {
        if (outputs == 1) {
            double logit = z[0];
            z[0] = Link.sigmoid(logit) - truth;
            double margin = truth == 1 ? logit : -logit;
            return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
        }
        double[] p = Link.softmax(z);
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : z) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (double logit : z) {
            sum += Math.exp(logit - max);
        }
        double loss = max + Math.log(sum) - z[truth];
        for (int k = 0; k < outputs; k++) {
            z[k] = p[k] - (k == truth ? 1 : 0);
        }
        return loss;
    }
}

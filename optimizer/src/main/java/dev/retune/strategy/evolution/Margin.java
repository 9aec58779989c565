package dev.retune.strategy.evolution;

import dev.retune.internal.numerics.Normal;

/**
 * Keeps the distribution of a discrete coordinate v ~ N(m, s²) from collapsing to one value: others keep a probability
 * of about α. Hamano, Saito, Nomura and Shirakawa (2022), "CMA-ES with margin", arXiv 2205.13482, sections 4.2 and 4.3.
 *
 * @param m the mean, moved as little as necessary
 * @param stretch the factor of s: the change of the paper's A
 */
record Margin(double m, double stretch) {

    /**
     * @param thresholds between neighbouring values, ascending, at least one
     * @param alpha the margin α
     */
    static Margin of(double[] thresholds, double m, double s, double alpha) {
        int above = 0;
        while (above < thresholds.length && thresholds[above] < m) {
            above++;
        }
        if (above == 0 || above == thresholds.length) {
            double l = thresholds[Math.max(above - 1, 0)];
            double farthest = s * quantile(alpha); // from there α of the mass lies beyond the threshold
            return new Margin(l + Math.signum(m - l) * Math.min(Math.abs(m - l), farthest), 1);
        }
        double low = thresholds[above - 1];
        double up = thresholds[above];
        double pLow = Normal.cumulative((low - m) / s);
        double pUp = Normal.cumulative((m - up) / s);
        double pMid = 1 - pLow - pUp;
        double half = alpha / 2;
        if (pLow >= half && pUp >= half) {
            return new Margin(m, 1);
        }
        double atLeastLow = Math.max(pLow, half);
        double atLeastUp = Math.max(pUp, half);
        double share = (1 - atLeastLow - atLeastUp - pMid) / (atLeastLow + atLeastUp + pMid - 3 * half);
        double zLow = quantile(atLeastLow + share * (atLeastLow - half));
        double zUp = quantile(atLeastUp + share * (atLeastUp - half));
        return new Margin((low * zUp + up * zLow) / (zLow + zUp), (up - low) / (s * (zLow + zUp)));
    }

    /** The z above which a standard normal has the mass p. */
    private static double quantile(double p) {
        return -Normal.inverse(p);
    }
}

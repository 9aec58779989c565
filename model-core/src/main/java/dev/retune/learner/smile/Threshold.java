package dev.retune.learner.smile;

import smile.base.cart.OrdinalNode;
import smile.data.Tuple;
import smile.data.type.StructType;

/**
 * Finds the threshold of a node of Smile. It is private, but the node says to which side a value goes: the threshold is
 * the greatest value that goes left, and bisection over the ordered doubles finds it in 64 steps.
 */
final class Threshold implements Tuple {

    private static final long serialVersionUID = 1L;

    private double value;

    private Threshold() {}

    static double of(OrdinalNode node) {
        Threshold probe = new Threshold();
        long left = order(-Double.MAX_VALUE);
        long right = order(Double.POSITIVE_INFINITY);
        while (left + 1 < right) {
            long middle = (left & right) + ((left ^ right) >> 1); // the mean, without overflow
            probe.value = fromOrder(middle);
            if (node.branch(probe)) {
                left = middle;
            } else {
                right = middle;
            }
        }
        return fromOrder(left);
    }

    /** A number that grows with the double. */
    private static long order(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double fromOrder(long order) {
        return Double.longBitsToDouble(order >= 0 ? order : Long.MIN_VALUE - order);
    }

    @Override
    public double getDouble(int column) {
        return value;
    }

    @Override
    public Object get(int column) {
        return value;
    }

    @Override
    public StructType schema() {
        throw new UnsupportedOperationException("a single number has no schema");
    }
}

package dev.retune.learner.kernel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A kernel: the inner product of two rows in a feature space.
 *
 * @param gamma of rbf, exp(-γ |x - z|²), and of polynomial, (γ x·z + c)^d
 * @param offset c
 * @param degree d
 */
record Kernel(String name, double gamma, double offset, int degree) {

    static final String LINEAR = "linear";
    static final String RBF = "rbf";
    static final String POLYNOMIAL = "polynomial";

    /** The kernel of x and z, from x·z, |x|² and |z|². */
    double of(double product, double ofX, double ofZ) {
        return switch (name) {
            case LINEAR -> product;
            case RBF -> Math.exp(-gamma * Math.max(0, ofX + ofZ - 2 * product));
            default -> power(gamma * product + offset);
        };
    }

    private double power(double base) {
        double power = base;
        for (int i = 1; i < degree; i++) {
            power *= base;
        }
        return power;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(name);
        out.writeDouble(gamma);
        out.writeDouble(offset);
        out.writeInt(degree);
    }

    static Kernel read(DataInputStream in) throws IOException {
        return new Kernel(in.readUTF(), in.readDouble(), in.readDouble(), in.readInt());
    }
}

package dev.retune.learner.smile;

import smile.math.kernel.GaussianKernel;
import smile.math.kernel.LinearKernel;
import smile.math.kernel.MercerKernel;
import smile.math.kernel.PolynomialKernel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What takes the place of inner products.
 *
 * @param gamma of rbf, exp(-γ |x - z|²), and of polynomial, (γ x·z + c)^d
 * @param offset c
 * @param degree d
 */
record Kernel(String name, double gamma, double offset, int degree) {

    MercerKernel<double[]> smile() {
        return switch (name) {
            case "linear" -> new LinearKernel();
            case "rbf" -> new GaussianKernel(Math.sqrt(0.5 / gamma));
            default -> new PolynomialKernel(degree, gamma, offset);
        };
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

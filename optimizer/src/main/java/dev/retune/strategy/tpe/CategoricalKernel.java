package dev.retune.strategy.tpe;

import java.util.random.RandomGenerator;

/** Values without order: the kernel of Aitchison and Aitken (1976). Coordinates are indices. */
record CategoricalKernel(int size) implements Axis {

    @Override
    public double coordinate(double unit) {
        return Math.min((int) (unit * size), size - 1);
    }

    @Override
    public double unit(double coordinate) {
        return (coordinate + 0.5) / size;
    }

    @Override
    public double draw(RandomGenerator random) {
        return random.nextInt(size);
    }

    @Override
    public double logUniform(double x) {
        return -Math.log(size);
    }

    /**
     * The escape probability corresponds to n observations of the centre's value and one of each value, for n centres.
     */
    @Override
    public Kernels kernels(double[] centres, double[] weights, double narrowing) {
        int n = 1;
        for (double c : centres) {
            n += Double.isNaN(c) ? 0 : 1;
        }
        return new AitchisonAitken(this, centres, (size - 1.0) / (n + size));
    }

    /** @param escape the probability of another value than the centre's, shared evenly among the others */
    private record AitchisonAitken(CategoricalKernel labels, double[] centres, double escape) implements Kernels {

        @Override
        public double draw(int i, RandomGenerator random) {
            double centre = centres[i];
            if (Double.isNaN(centre)) {
                return labels.draw(random);
            }
            if (labels.size == 1 || random.nextDouble() >= escape) {
                return centre;
            }
            int other = random.nextInt(labels.size - 1);
            return other < centre ? other : other + 1;
        }

        @Override
        public void addLog(double x, double[] sums) {
            double same = Math.log1p(-escape);
            double other = Math.log(escape / (labels.size - 1));
            double uniform = labels.logUniform(x);
            for (int i = 0; i < centres.length; i++) {
                double c = centres[i];
                sums[i] += c == x ? same : Double.isNaN(c) ? uniform : other;
            }
        }
    }
}

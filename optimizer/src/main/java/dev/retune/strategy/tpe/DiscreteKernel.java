package dev.retune.strategy.tpe;

import dev.retune.space.Parameter;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A few ordered values: each covers a cell of the unit interval, and a kernel gives it the mass of a truncated normal
 * distribution on that cell. Coordinates are indices.
 *
 * @param positions of the values, ascending
 * @param edges of the cells, from 0 to 1: half-way between neighbours
 */
record DiscreteKernel(double[] positions, double[] edges) implements Axis {

    static <T> DiscreteKernel of(Parameter<T> parameter) {
        int size = (int) parameter.size();
        double[] positions = new double[size];
        double[] edges = new double[size + 1];
        for (int i = 0; i < size; i++) {
            positions[i] = parameter.encode(parameter.valueAt(i));
            edges[i] = i == 0 ? 0 : 0.5 * (positions[i - 1] + positions[i]);
        }
        edges[size] = 1;
        return new DiscreteKernel(positions, edges);
    }

    @Override
    public double coordinate(double unit) {
        int found = Arrays.binarySearch(edges, unit);
        int index = found >= 0 ? found : -found - 2;
        return Math.min(Math.max(index, 0), positions.length - 1);
    }

    @Override
    public double unit(double coordinate) {
        return positions[(int) coordinate];
    }

    @Override
    public double draw(RandomGenerator random) {
        return coordinate(random.nextDouble());
    }

    @Override
    public double logUniform(double x) {
        int i = (int) x;
        return Math.log(edges[i + 1] - edges[i]);
    }

    @Override
    public Kernels kernels(double[] centres, double[] weights, double narrowing) {
        double[] units =
                Arrays.stream(centres).map(c -> Double.isNaN(c) ? c : unit(c)).toArray();
        return new Masses(this, centres, GaussianKernel.bandwidth(units, weights, narrowing));
    }

    /**
     * {@code logs[c][x]}: the logarithm of the mass at value x of the kernel around value c; rows are computed on
     * demand.
     */
    private record Masses(DiscreteKernel cells, double[] centres, double b, double[][] logs) implements Kernels {

        /** Smaller masses are rounding errors. */
        private static final double LEAST = 1e-12;

        Masses(DiscreteKernel cells, double[] centres, double b) {
            this(cells, centres, b, new double[cells.positions.length][]);
        }

        @Override
        public double draw(int i, RandomGenerator random) {
            return Double.isNaN(centres[i])
                    ? cells.draw(random)
                    : cells.coordinate(GaussianKernel.draw(cells.unit(centres[i]), b, random));
        }

        @Override
        public void addLog(double x, double[] sums) {
            for (int i = 0; i < centres.length; i++) {
                sums[i] += Double.isNaN(centres[i]) ? cells.logUniform(x) : row((int) centres[i])[(int) x];
            }
        }

        private double[] row(int centre) {
            double[] row = logs[centre];
            if (row == null) {
                row = new double[cells.positions.length];
                double c = cells.positions[centre];
                double mass = GaussianKernel.mass(c, b);
                double below = GaussianKernel.cumulative(-c / b);
                for (int x = 0; x < row.length; x++) {
                    double upTo = GaussianKernel.cumulative((cells.edges[x + 1] - c) / b);
                    row[x] = Math.log(Math.max((upTo - below) / mass, LEAST));
                    below = upTo;
                }
                logs[centre] = row;
            }
            return row;
        }
    }
}

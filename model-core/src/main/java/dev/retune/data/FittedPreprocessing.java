package dev.retune.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Preprocessing} with the statistics of its training rows: one encoding for each feature.
 *
 * @param encodings in the order of the training rows' features
 */
public record FittedPreprocessing(List<Encoding> encodings) {

    public FittedPreprocessing {
        encodings = List.copyOf(encodings);
    }

    /** How one feature becomes one or more columns of the matrix. */
    public sealed interface Encoding {

        /** The name of the feature. */
        String name();

        /** The names of its columns in the matrix. */
        List<String> columns();
    }

    /**
     * The number x becomes (x - shift) / scale; a missing one is {@code fill} first.
     *
     * @param name the feature
     * @param fill what replaces a missing number
     * @param shift in the unit of the feature
     * @param scale in the unit of the feature, positive
     */
    public record Scaled(String name, double fill, double shift, double scale) implements Encoding {

        @Override
        public List<String> columns() {
            return List.of(name);
        }
    }

    /**
     * One column for each level: 1 in the column of the cell's level, 0 in the others, and 0 in all for a level that
     * the training rows did not have.
     *
     * @param name the feature
     * @param levels those of the training rows
     * @param missing the column that is 1 for a missing cell: that of a level, one more after these, or
     *     {@link #NOWHERE}
     */
    public record OneHot(String name, List<String> levels, int missing) implements Encoding {

        /** A missing cell leaves all columns 0. */
        public static final int NOWHERE = -1;

        public OneHot {
            levels = List.copyOf(levels);
        }

        /** {@code name=level} for each level, and {@code name missing} where missing has its own column. */
        @Override
        public List<String> columns() {
            List<String> columns = new ArrayList<>();
            levels.forEach(level -> columns.add(name + "=" + level));
            if (missing == levels.size()) {
                columns.add(name + " missing");
            }
            return columns;
        }
    }

    /** The names of the matrix's columns. */
    public List<String> columns() {
        return encodings.stream()
                .flatMap(encoding -> encoding.columns().stream())
                .toList();
    }

    /**
     * The features of these rows as a matrix {@code [row][column]}, all of it finite as long as the scaled numbers fit
     * a float. Categories are matched by name; features that {@link Preprocessing#fit} did not have are left out.
     *
     * @throws IllegalArgumentException if a feature is absent, or has another type
     */
    public float[][] apply(Dataset data) {
        float[][] matrix = new float[data.size()][columns().size()];
        int offset = 0;
        for (Encoding encoding : encodings) {
            Column feature = data.feature(encoding.name());
            if (encoding instanceof Scaled scaled && feature instanceof NumericColumn column) {
                apply(scaled, column, matrix, offset);
            } else if (encoding instanceof OneHot oneHot && feature instanceof CategoricalColumn column) {
                apply(oneHot, column, matrix, offset);
            } else {
                throw new IllegalArgumentException("feature '" + feature.name() + "' is "
                        + Names.of(feature.field().type()) + ", but was not so when the preprocessing was fitted;"
                        + " declare its type when reading the data");
            }
            offset += encoding.columns().size();
        }
        return matrix;
    }

    private static void apply(Scaled scaled, NumericColumn column, float[][] matrix, int offset) {
        for (int row = 0; row < matrix.length; row++) {
            double value = column.isMissing(row) ? scaled.fill() : column.value(row);
            matrix[row][offset] = (float) ((value - scaled.shift()) / scaled.scale());
        }
    }

    private static void apply(OneHot oneHot, CategoricalColumn column, float[][] matrix, int offset) {
        int[] positions =
                column.levels().stream().mapToInt(oneHot.levels()::indexOf).toArray();
        for (int row = 0; row < matrix.length; row++) {
            int position = column.isMissing(row) ? oneHot.missing() : positions[column.code(row)];
            if (position >= 0) {
                matrix[row][offset + position] = 1;
            }
        }
    }
}

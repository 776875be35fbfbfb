package io.trainyard.model;

import java.util.List;

/**
 * Where a parameter or a running statistic lies in a checkpoint's coefficients: floats, big-endian, the last index
 * fastest.
 *
 * @param name PyTorch's: {@code 0.weight}, {@code 4.shortcut.1.running_var}
 * @param shape PyTorch's: of a convolution [out, in / groups, kh, kw], of a linear layer [out, in]
 * @param offset of the first value in bytes from the start of the entry
 * @param groups of a convolution: where there are several, the weights lie as [out, in, kh, kw], with zeros between groups
 */
public record StoredTensor(String name, List<Long> shape, long offset, int groups) {

    public StoredTensor {
        shape = List.copyOf(shape);
    }

    /** Values of the tensor itself. */
    public long length() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Slices along the first dimension; a vector is one row. */
    int rows() {
        return shape.size() == 1 ? 1 : Math.toIntExact(shape.get(0));
    }

    int rowLength() {
        return Math.toIntExact(length() / rows());
    }

    /** Values that a row takes in the file. */
    int storedRowLength() {
        return rowLength() * groups;
    }

    /** Where in its stored row the values of a row begin. */
    int start(int row) {
        return row / (rows() / groups) * rowLength();
    }
}

package io.trainyard.engine.vector;

import io.trainyard.engine.vector.Axis.Step;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Algorithms for a convolution along one {@link Axis}, F(outputs, weights) in Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015:
 * inputs of a tile become as many positions as there are products, and these the outputs. One for columns and one for rows are an algorithm for images.
 */
enum Winograd {

    /** A single weight: each pixel is a tile. */
    F1_1(1, 1, Transform.NONE, Transform.NONE, Transform.NONE, OneTap::new),
    F4_3(3, 6, Transform.INPUT, Transform.FOUR_OUTPUTS, Transform.FOUR_OUTPUT_GRADIENTS, ThreeTaps::new),
    F3_4(4, 6, Transform.INPUT, Transform.THREE_OUTPUTS, Transform.THREE_OUTPUT_GRADIENTS, FourTaps::new),
    F4_4(
            4,
            7,
            Transform.MIDDLE_INPUT,
            Transform.MIDDLE_OUTPUTS,
            Transform.MIDDLE_OUTPUT_GRADIENTS,
            () -> new FourTapsOfLarge(false)),
    F5_4(
            4,
            8,
            Transform.LARGE_INPUT,
            Transform.FIVE_OUTPUTS,
            Transform.FIVE_OUTPUT_GRADIENTS,
            () -> new FourTapsOfLarge(true)),
    F2_5(5, 6, Transform.INPUT, Transform.TWO_OUTPUTS, Transform.TWO_OUTPUT_GRADIENTS, FiveTaps::new),
    F4_5(5, 8, Transform.LARGE_INPUT, Transform.LARGE_OUTPUTS, Transform.LARGE_OUTPUT_GRADIENTS, FiveTapsOfLarge::new),
    F4_7(7, 10, Transform.LONG_INPUT, Transform.LONG_OUTPUTS, Transform.LONG_OUTPUT_GRADIENTS, SevenTaps::new),

    /**
     * With a stride of 2: the first weight and the third see every second pixel, by F(4, 2), and the second those between, so that it
     * has four positions.
     */
    STRIDED(Step.TWO, 9, 4, Transform.STRIDED_INPUT, Transform.STRIDED_OUTPUTS, Transform.STRIDED_OUTPUT_GRADIENTS),

    /** Its way back, from five gradients of outputs to eight of inputs, every second of which is of the second weight alone. */
    FRACTIONAL(Step.HALF, 5, 8, Transform.FRACTIONAL_INPUT, Transform.FRACTIONAL_OUTPUTS, Transform.NONE);

    private final int kernel;
    private final Step step;
    private final int inputs;
    private final int positions;
    private final int weights;
    private final int outputs;
    private final Transform input;
    private final Transform output;
    private final Transform outputGradient;
    private final Supplier<WeightMatrix> matrix;

    Winograd(
            int kernel,
            int inputs,
            Transform input,
            Transform output,
            Transform outputGradient,
            Supplier<WeightMatrix> matrix) {
        this.kernel = kernel;
        this.step = Step.ONE;
        this.inputs = inputs;
        this.positions = inputs;
        this.weights = inputs;
        this.outputs = inputs - kernel + 1;
        this.input = input;
        this.output = output;
        this.outputGradient = outputGradient;
        this.matrix = matrix;
    }

    Winograd(Step step, int inputs, int outputs, Transform input, Transform output, Transform outputGradient) {
        this.kernel = StridedTaps.KERNEL;
        this.step = step;
        this.inputs = inputs;
        this.positions = StridedTransforms.POSITIONS;
        this.weights = StridedTaps.POSITIONS;
        this.outputs = outputs;
        this.input = input;
        this.output = output;
        this.outputGradient = outputGradient;
        this.matrix = StridedTaps::new;
    }

    /** Those there are for an axis; for 3 weights F(6, 3) was not faster. */
    static List<Winograd> of(Axis axis) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.kernel == axis.kernel() && algorithm.step == axis.step())
                .filter(algorithm -> algorithm.step == Step.ONE || axis.isAligned())
                .toList();
    }

    /** Of a tile. */
    int inputs() {
        return inputs;
    }

    /** Products of a tile. */
    int positions() {
        return positions;
    }

    /** Different weights at these. */
    int weights() {
        return weights;
    }

    /** Which weight a position has. */
    int weight(int position) {
        return Math.min(position, weights - 1);
    }

    /** Of a tile. */
    int outputs() {
        return outputs;
    }

    /** Inputs from the first of a tile to the first of the next. */
    int advance() {
        return switch (step) {
            case ONE -> outputs;
            case TWO -> 2 * outputs;
            case HALF -> outputs / 2;
        };
    }

    Transform input() {
        return input;
    }

    Transform output() {
        return output;
    }

    /** For sums of gradients of weights, which are those of the way forward. */
    Transform outputGradient() {
        if (step == Step.HALF) {
            throw new IllegalStateException("the way back has no weights of its own");
        }
        return outputGradient;
    }

    WeightMatrix matrix() {
        return matrix.get();
    }
}

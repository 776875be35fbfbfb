package io.trainyard.engine.vector;

/**
 * A convolution along one axis, down the rows or across the columns.
 *
 * @param kernel weights
 * @param dilation pixels from one of them to the next, and so the number of phases that know nothing of each other; 1 for a single weight
 * @param length pixels of the input
 * @param outputLength pixels of the output
 * @param before zeros before the input
 */
public record Axis(int kernel, Step step, int dilation, int length, int outputLength, int before) {

    /** Pixels of the input from one output to the next. */
    public enum Step {
        ONE,
        TWO,

        /** Of the way back from outputs that are two pixels apart. */
        HALF
    }

    public Axis {
        dilation = kernel == 1 ? 1 : dilation;
    }

    /** Without a stride. */
    public Axis(int kernel, int dilation, int length, int outputLength, int before) {
        this(kernel, Step.ONE, dilation, length, outputLength, before);
    }

    /** Whether outputs two pixels apart begin where they do in {@link Winograd#STRIDED}. */
    boolean isAligned() {
        return dilation == 1 && (step == Step.HALF || before == 1);
    }

    /** Tiles behind each other, of one phase. */
    int tilesOfPhase(Winograd algorithm) {
        return ceilDiv(outputLength, dilation * algorithm.outputs());
    }

    /** Of all phases. */
    int products(Winograd algorithm) {
        return dilation * tilesOfPhase(algorithm) * algorithm.positions();
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** That of the convolution that brings the gradient of the output back to the input. */
    public Axis backward() {
        return switch (step) {
            case ONE -> new Axis(kernel, dilation, outputLength, length, (kernel - 1) * dilation - before);
            case TWO -> new Axis(kernel, Step.HALF, dilation, outputLength, length, 0);
            case HALF -> throw new IllegalStateException("the way back has none of its own");
        };
    }
}

package io.trainyard.engine.vector;

/**
 * What an output pixel of a convolution sees.
 *
 * @param height of the input
 * @param width likewise
 * @param top rows of zeros above it
 * @param left columns of zeros before it
 */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int height,
        int width,
        int top,
        int left,
        int outputHeight,
        int outputWidth) {

    int area() {
        return kernelHeight * kernelWidth;
    }

    int paddedHeight() {
        return Math.max(top + height, (outputHeight - 1) * strideHeight + reachDown() + 1);
    }

    int paddedWidth() {
        return Math.max(left + width, (outputWidth - 1) * strideWidth + reachRight() + 1);
    }

    /** Rows from a kernel's first to its last. */
    private int reachDown() {
        return (kernelHeight - 1) * dilationHeight;
    }

    private int reachRight() {
        return (kernelWidth - 1) * dilationWidth;
    }

    /** The one through which the gradient of the output comes back to the input, for strides of 1; kernels are turned by 180 degrees. */
    public Window backward() {
        return new Window(
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth,
                outputHeight,
                outputWidth,
                reachDown() - top,
                reachRight() - left,
                height,
                width);
    }
}

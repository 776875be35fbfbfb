package io.trainyard.spec;

/** A layer; names, parameters and defaults are those of torch.nn. */
public sealed interface Layer {

    /** 2-D cross-correlation. {@code in_channels} follows from the layer before. */
    record Conv2d(int outChannels, Size kernelSize, Size stride, Size padding, boolean bias) implements Layer {}

    /** Batch normalization per channel; {@code momentum} weighs the new batch, as in torch.nn.BatchNorm2d. */
    record BatchNorm2d(double eps, double momentum) implements Layer {}

    record Relu() implements Layer {}

    /** Padding counts as minus infinity. */
    record MaxPool2d(Size kernelSize, Size stride, Size padding) implements Layer {}

    /** Padding counts as zeros that are averaged over (count_include_pad, the PyTorch default). */
    record AvgPool2d(Size kernelSize, Size stride, Size padding) implements Layer {}

    /** Channels, height and width become one dimension. */
    record Flatten() implements Layer {}

    record Linear(int outFeatures, boolean bias) implements Layer {}

    /** Zeroes a value with probability {@code p} while training. */
    record Dropout(double p) implements Layer {}

    /** Height and width of a window, a stride or a padding; one number in JSON where both are the same. */
    record Size(int height, int width) {
        public static Size square(int side) {
            return new Size(side, side);
        }
    }
}

package io.trainyard.spec;

import java.util.List;

/** A layer; names, parameters and defaults are those of torch.nn. */
public sealed interface Layer
        permits Activation,
                BatchNorm,
                Layer.Conv2d,
                Layer.MaxPool2d,
                Layer.AvgPool2d,
                Layer.AdaptiveAvgPool2d,
                Layer.Flatten,
                Layer.Linear,
                Layer.Dropout,
                Layer.Dropout2d,
                Layer.Residual {

    /** The name in specs: {@code conv2d}. */
    String type();

    /**
     * @throws ShapeMismatchException if the layer cannot take {@code input}
     */
    Shape outputShape(Shape input);

    /** Trainable ones. */
    default long parameters(Shape input) {
        return 0;
    }

    /** Forward, one example; a multiply-add counts as two. */
    default long flops(Shape input) {
        return 0;
    }

    /**
     * 2-D cross-correlation. {@code in_channels} follows from the layer before.
     *
     * @param dilation steps between the pixels that a kernel takes; 1 for neighbours
     * @param groups equal shares of the channels, each convolved by itself; as many as channels for a depthwise convolution
     */
    record Conv2d(
            int outChannels, Size kernelSize, Size stride, Padding padding, Size dilation, int groups, boolean bias)
            implements Layer {

        public Conv2d(int outChannels, Size kernelSize, Size stride, Padding padding, boolean bias) {
            this(outChannels, kernelSize, stride, padding, Size.square(1), 1, bias);
        }

        public Conv2d(int outChannels, Size kernelSize, Size stride, Padding padding, Size dilation, boolean bias) {
            this(outChannels, kernelSize, stride, padding, dilation, 1, bias);
        }

        @Override
        public String type() {
            return "conv2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            Shape output = ungrouped(input);
            if (input.channels() % groups != 0 || outChannels % groups != 0) {
                throw new ShapeMismatchException(
                        "groups",
                        "conv2d receives " + input.channels() + " channels and gives " + outChannels
                                + ", which do not both divide into " + groups + " groups. Use a divisor of both.",
                        output);
            }
            return output;
        }

        private Shape ungrouped(Shape input) {
            if (padding instanceof Size size) {
                return new Window(extent(), stride, size).slideOver(input, outChannels, this);
            }
            Window.requireMap(input, this);
            return Shape.of(outChannels, input.height(), input.width());
        }

        /** The pixels that the kernel spans, those that dilation leaves out included. */
        Size extent() {
            return new Size(
                    (kernelSize.height() - 1) * dilation.height() + 1, (kernelSize.width() - 1) * dilation.width() + 1);
        }

        /** Above and on the left. */
        public Size paddingBefore() {
            return padding instanceof Size size
                    ? size
                    : new Size((extent().height() - 1) / 2, (extent().width() - 1) / 2);
        }

        /** Below and on the right, where the odd pixel of {@link SamePadding} goes. */
        public Size paddingAfter() {
            return padding instanceof Size size ? size : new Size(extent().height() / 2, extent().width() / 2);
        }

        @Override
        public long parameters(Shape input) {
            return (long) outChannels * (input.channels() / groups) * kernelSize.area() + (bias ? outChannels : 0);
        }

        /** The bias comes for free. */
        @Override
        public long flops(Shape input) {
            return 2 * outputShape(input).size() * (input.channels() / groups) * kernelSize.area();
        }
    }

    /** Batch normalization per feature of a flat input, as torch.nn.BatchNorm1d. */
    record BatchNorm1d(double eps, double momentum, boolean affine) implements BatchNorm {

        public BatchNorm1d(double eps, double momentum) {
            this(eps, momentum, true);
        }

        @Override
        public String type() {
            return "batch_norm1d";
        }

        @Override
        public Shape outputShape(Shape input) {
            if (input.isMap()) {
                throw new ShapeMismatchException(
                        null,
                        "batch_norm1d needs flat features but receives " + input
                                + " (channels, height, width). Use batch_norm2d, or put a flatten before it.");
            }
            return input;
        }
    }

    /** Batch normalization per channel, as torch.nn.BatchNorm2d. */
    record BatchNorm2d(double eps, double momentum, boolean affine) implements BatchNorm {

        public BatchNorm2d(double eps, double momentum) {
            this(eps, momentum, true);
        }

        @Override
        public String type() {
            return "batch_norm2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            Window.requireMap(input, this);
            return input;
        }
    }

    record Relu() implements Activation {

        @Override
        public String type() {
            return "relu";
        }
    }

    /** Padding counts as minus infinity. */
    record MaxPool2d(Size kernelSize, Size stride, Size padding) implements Layer {

        @Override
        public String type() {
            return "max_pool2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            return new Window(kernelSize, stride, padding).slideOver(input, input.channels(), this);
        }

        @Override
        public long flops(Shape input) {
            return outputShape(input).size() * kernelSize.area();
        }
    }

    /** Padding counts as zeros that are averaged over (count_include_pad, the PyTorch default). */
    record AvgPool2d(Size kernelSize, Size stride, Size padding) implements Layer {

        @Override
        public String type() {
            return "avg_pool2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            return new Window(kernelSize, stride, padding).slideOver(input, input.channels(), this);
        }

        @Override
        public long flops(Shape input) {
            return outputShape(input).size() * kernelSize.area();
        }
    }

    /** Averages over as many windows as the output has pixels, see {@link Span#adaptive}. */
    record AdaptiveAvgPool2d(Size outputSize) implements Layer {

        @Override
        public String type() {
            return "adaptive_avg_pool2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            Window.requireMap(input, this);
            return Shape.of(input.channels(), outputSize.height(), outputSize.width());
        }

        /** The rows of each row of windows. */
        public List<Span> rows(Shape input) {
            return Span.adaptive(input.height(), outputSize.height());
        }

        /** The columns of each column of windows. */
        public List<Span> columns(Shape input) {
            return Span.adaptive(input.width(), outputSize.width());
        }

        /** Whether the windows are of one size and side by side. */
        public boolean isEven(Shape input) {
            return input.height() % outputSize.height() == 0 && input.width() % outputSize.width() == 0;
        }

        @Override
        public long flops(Shape input) {
            long rows = rows(input).stream().mapToLong(Span::length).sum();
            long columns = columns(input).stream().mapToLong(Span::length).sum();
            return input.channels() * rows * columns;
        }
    }

    /** Channels, height and width become one dimension. */
    record Flatten() implements Layer {

        @Override
        public String type() {
            return "flatten";
        }

        @Override
        public Shape outputShape(Shape input) {
            if (!input.isMap()) {
                throw new ShapeMismatchException(
                        null, "flatten receives " + input + ", which is flat already. Remove this layer.");
            }
            return Shape.of((int) input.size());
        }
    }

    record Linear(int outFeatures, boolean bias) implements Layer {

        @Override
        public String type() {
            return "linear";
        }

        @Override
        public Shape outputShape(Shape input) {
            if (input.isMap()) {
                throw new ShapeMismatchException(
                        null,
                        "linear needs flat features but receives " + input + " (channels, height, width)."
                                + " Put {\"type\": \"flatten\"} before it, which gives [" + input.size() + "].");
            }
            return Shape.of(outFeatures);
        }

        @Override
        public long parameters(Shape input) {
            return (long) outFeatures * input.channels() + (bias ? outFeatures : 0);
        }

        /** The bias comes for free. */
        @Override
        public long flops(Shape input) {
            return 2L * outFeatures * input.channels();
        }
    }

    /** Zeroes a value with probability {@code p} while training. */
    record Dropout(double p) implements Layer {

        @Override
        public String type() {
            return "dropout";
        }

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }
    }

    /** Zeroes a whole channel of an image with probability {@code p} while training. */
    record Dropout2d(double p) implements Layer {

        @Override
        public String type() {
            return "dropout2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            Window.requireMap(input, this);
            return input;
        }
    }

    /**
     * Adds what {@code layers} make of the input to what {@code shortcut} makes of it (He et al., Deep Residual Learning,
     * 2015). No activation follows by itself.
     *
     * @param shortcut empty for the input itself
     */
    record Residual(List<Layer> layers, List<Layer> shortcut) implements Layer {

        public Residual {
            layers = List.copyOf(layers);
            shortcut = List.copyOf(shortcut);
        }

        @Override
        public String type() {
            return "residual";
        }

        @Override
        public Shape outputShape(Shape input) {
            return Addition.of(input, after(layers, input), after(shortcut, input));
        }

        /** The addition; what the layers inside take comes on top. */
        @Override
        public long flops(Shape input) {
            return outputShape(input).size();
        }

        private static Shape after(List<Layer> layers, Shape shape) {
            for (Layer layer : layers) {
                shape = layer.outputShape(shape);
            }
            return shape;
        }
    }

    /** What surrounds the input of a convolution: a {@link Size} of zeros on every side, or {@link SamePadding}. */
    sealed interface Padding permits Size, SamePadding {}

    /** As many zeros as give the output the input's height and width; with stride 1 only, as in torch.nn.Conv2d. */
    record SamePadding() implements Padding {}

    /** Height and width of a window, a stride or a padding; one number in JSON where both are the same. */
    record Size(int height, int width) implements Padding {

        public static Size square(int side) {
            return new Size(side, side);
        }

        public long area() {
            return (long) height * width;
        }

        @Override
        public String toString() {
            return height + "x" + width;
        }
    }
}

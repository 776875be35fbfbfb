package io.trainyard.spec;

/** A layer; names, parameters and defaults are those of torch.nn. */
public sealed interface Layer
        permits Activation,
                Layer.Conv2d,
                Layer.BatchNorm2d,
                Layer.MaxPool2d,
                Layer.AvgPool2d,
                Layer.Flatten,
                Layer.Linear,
                Layer.Dropout {

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

    /** 2-D cross-correlation. {@code in_channels} follows from the layer before. */
    record Conv2d(int outChannels, Size kernelSize, Size stride, Size padding, boolean bias) implements Layer {

        @Override
        public String type() {
            return "conv2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            return new Window(kernelSize, stride, padding).slideOver(input, outChannels, this);
        }

        @Override
        public long parameters(Shape input) {
            return (long) outChannels * input.channels() * kernelSize.area() + (bias ? outChannels : 0);
        }

        /** The bias comes for free. */
        @Override
        public long flops(Shape input) {
            return 2 * outputShape(input).size() * input.channels() * kernelSize.area();
        }
    }

    /** Batch normalization per channel; {@code momentum} weighs the new batch, as in torch.nn.BatchNorm2d. */
    record BatchNorm2d(double eps, double momentum) implements Layer {

        @Override
        public String type() {
            return "batch_norm2d";
        }

        @Override
        public Shape outputShape(Shape input) {
            Window.requireMap(input, this);
            return input;
        }

        @Override
        public long parameters(Shape input) {
            return 2L * input.channels();
        }

        @Override
        public long flops(Shape input) {
            return 2 * input.size();
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

    /** Height and width of a window, a stride or a padding; one number in JSON where both are the same. */
    record Size(int height, int width) {

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

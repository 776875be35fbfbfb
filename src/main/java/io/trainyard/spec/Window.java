package io.trainyard.spec;

import io.trainyard.spec.Layer.Size;

/** A window that slides over a map, as convolution and pooling have it. */
record Window(Size kernelSize, Size stride, Size padding) {

    /** floor((n + 2 padding - kernel) / stride) + 1 in both directions, as in torch.nn. */
    Shape slideOver(Shape input, int channels, Layer layer) {
        requireMap(input, layer);
        int height = input.height() + 2 * padding.height() - kernelSize.height();
        int width = input.width() + 2 * padding.width() - kernelSize.width();
        if (height < 0 || width < 0) {
            throw new ShapeMismatchException("kernel_size", tooLarge(input, layer));
        }
        return Shape.of(channels, height / stride.height() + 1, width / stride.width() + 1);
    }

    static void requireMap(Shape input, Layer layer) {
        if (!input.isMap()) {
            String message = layer.type() + " needs [channels, height, width] but receives " + input
                    + ", which is flat. Put it before the flatten layer.";
            throw new ShapeMismatchException(null, message);
        }
    }

    private static String dilated(Layer layer) {
        return layer instanceof Layer.Conv2d conv && !conv.kernelSize().equals(conv.extent())
                ? " (" + conv.kernelSize() + ", dilated)"
                : "";
    }

    private String tooLarge(Shape input, Layer layer) {
        Size padded = new Size(input.height() + 2 * padding.height(), input.width() + 2 * padding.width());
        return layer.type() + " receives " + input + "; its kernel of " + kernelSize + dilated(layer)
                + " is larger than the input with" + " padding, " + padded
                + ". Use a smaller kernel, more padding, or less downsampling before it.";
    }
}

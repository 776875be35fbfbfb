package io.trainyard.spec;

import io.trainyard.spec.Layer.Size;
import java.util.List;

/** Reads the layers that slide a window over an image. */
final class WindowLayerReader {

    private static final int MAX_KERNEL = 256;
    private static final Kind<Size> KERNEL = size(1, MAX_KERNEL);
    private static final Kind<Size> PADDING = size(0, MAX_KERNEL);
    private static final Kind<Layer.Padding> CONV_PADDING = convPadding();

    private WindowLayerReader() {}

    static Layer conv2d(ObjectReader fields) {
        LayerReader.inferred(fields, "in_channels");
        Layer.Conv2d conv = new Layer.Conv2d(
                fields.required("out_channels", Numbers.integer(1, LayerReader.MAX_WIDTH)),
                fields.required("kernel_size", KERNEL),
                fields.optional("stride", KERNEL, Size.square(1)),
                fields.optional("padding", CONV_PADDING, Size.square(0)),
                fields.optional("dilation", KERNEL, Size.square(1)),
                fields.optional("groups", Numbers.integer(1, LayerReader.MAX_WIDTH), 1),
                fields.optional("bias", Kind.bool(), true));
        if (fields.sound() && conv.padding() instanceof Layer.SamePadding) {
            checkSame(fields, conv);
        }
        return conv;
    }

    private static void checkSame(ObjectReader fields, Layer.Conv2d conv) {
        if (!conv.stride().equals(Size.square(1))) {
            fields.reject(
                    "padding",
                    ViolationCode.CONFLICT,
                    "Padding \"same\" goes with stride 1 only, as in PyTorch, but the stride is " + conv.stride()
                            + ". Give the padding as a number.");
        }
    }

    private static Kind<Layer.Padding> convPadding() {
        return new Kind<>(Size.square(0), value -> {
            if (!value.node().isString()) {
                return PADDING.parse().apply(value);
            }
            return switch (value.node().stringValue()) {
                case "same" -> new Layer.SamePadding();
                case "valid" -> Size.square(0);
                default ->
                    value.wrongType(
                            "a whole number from 0 to " + MAX_KERNEL + ", two: [height, width], \"same\" or \"valid\"");
            };
        });
    }

    static Layer adaptiveAvgPool2d(ObjectReader fields) {
        return new Layer.AdaptiveAvgPool2d(fields.required("output_size", KERNEL));
    }

    static Layer maxPool2d(ObjectReader fields) {
        Window window = pool(fields);
        return new Layer.MaxPool2d(window.kernelSize(), window.stride(), window.padding());
    }

    static Layer avgPool2d(ObjectReader fields) {
        Window window = pool(fields);
        return new Layer.AvgPool2d(window.kernelSize(), window.stride(), window.padding());
    }

    private static Window pool(ObjectReader fields) {
        Size kernel = fields.required("kernel_size", KERNEL);
        Size stride = fields.optional("stride", KERNEL, kernel);
        Size padding = fields.optional("padding", PADDING, Size.square(0));
        if (fields.sound() && (2 * padding.height() > kernel.height() || 2 * padding.width() > kernel.width())) {
            fields.reject(
                    "padding",
                    ViolationCode.CONFLICT,
                    "The padding of a pool may be at most half its kernel: at most "
                            + new Size(kernel.height() / 2, kernel.width() / 2) + " for a kernel of " + kernel
                            + ", but it is " + padding + ".");
        }
        return new Window(kernel, stride, padding);
    }

    /** One number for both directions, or [height, width]. */
    private static Kind<Size> size(int min, int max) {
        Kind<Integer> side = Numbers.integer(min, max);
        Kind<List<Integer>> pair = Kind.list(side, 2, 2);
        return new Kind<>(Size.square(side.placeholder()), value -> {
            if (value.node().isArray()) {
                List<Integer> sides = pair.parse().apply(value);
                return sides == null ? null : new Size(sides.get(0), sides.get(1));
            }
            if (!value.node().isNumber()) {
                return value.wrongType("a whole number from " + min + " to " + max + ", or two: [height, width]");
            }
            Integer both = side.parse().apply(value);
            return both == null ? null : Size.square(both);
        });
    }
}

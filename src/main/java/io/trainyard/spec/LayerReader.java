package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.UNKNOWN_FIELD;

import io.trainyard.spec.Layer.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one of {@code model.layers}. Defaults are those of torch.nn. */
final class LayerReader {

    private static final int MAX_WIDTH = 65_536;
    private static final int MAX_KERNEL = 256;
    private static final Kind<Size> KERNEL = size(1, MAX_KERNEL);
    private static final Kind<Size> PADDING = size(0, MAX_KERNEL);
    private static final Kind<Layer.Padding> CONV_PADDING = convPadding();

    private static final Map<String, Function<ObjectReader, Layer>> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("conv2d", LayerReader::conv2d);
        TYPES.put("batch_norm2d", LayerReader::batchNorm2d);
        TYPES.put("batch_norm1d", LayerReader::batchNorm1d);
        TYPES.put("relu", fields -> new Layer.Relu());
        TYPES.put("leaky_relu", LayerReader::leakyRelu);
        TYPES.put("elu", fields -> new Activation.Elu(fields.optional("alpha", Numbers.above(0, 100), 1.0)));
        TYPES.put("silu", fields -> new Activation.Silu());
        TYPES.put("tanh", fields -> new Activation.Tanh());
        TYPES.put("sigmoid", fields -> new Activation.Sigmoid());
        TYPES.put("max_pool2d", LayerReader::maxPool2d);
        TYPES.put("avg_pool2d", LayerReader::avgPool2d);
        TYPES.put("adaptive_avg_pool2d", LayerReader::adaptiveAvgPool2d);
        TYPES.put("flatten", fields -> new Layer.Flatten());
        TYPES.put("linear", LayerReader::linear);
        TYPES.put("dropout", fields -> new Layer.Dropout(fields.optional("p", Numbers.below(0, 1), 0.5)));
        TYPES.put("dropout2d", fields -> new Layer.Dropout2d(fields.optional("p", Numbers.below(0, 1), 0.5)));
    }

    private static final String NO_SOFTMAX = "Cross entropy takes logits and applies softmax itself: leave it out.";
    private static final Map<String, String> HINTS = Map.of(
            "softmax",
            NO_SOFTMAX,
            "log_softmax",
            NO_SOFTMAX,
            "gelu",
            "DeepLearning4J, whose models these become, has no function that equals one of PyTorch's GELUs; the nearest"
                    + " is silu.");

    /** Empty if the layer's output shape cannot be known. */
    static final Kind<Optional<Layer>> LAYER = Kind.object(fields -> {
        Layer layer = fields.variant("layer type", TYPES, HINTS);
        return fields.sound() ? Optional.of(layer) : Optional.empty();
    });

    private LayerReader() {}

    private static Layer leakyRelu(ObjectReader fields) {
        return new Activation.LeakyRelu(fields.optional("negative_slope", Numbers.from(0, 100), 0.01));
    }

    private static Layer conv2d(ObjectReader fields) {
        inferred(fields, "in_channels");
        Layer.Conv2d conv = new Layer.Conv2d(
                fields.required("out_channels", Numbers.integer(1, MAX_WIDTH)),
                fields.required("kernel_size", KERNEL),
                fields.optional("stride", KERNEL, Size.square(1)),
                fields.optional("padding", CONV_PADDING, Size.square(0)),
                fields.optional("dilation", KERNEL, Size.square(1)),
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
        } else if (!conv.paddingBefore().equals(conv.paddingAfter())
                && !conv.dilation().equals(Size.square(1))) {
            fields.reject(
                    "padding",
                    ViolationCode.CONFLICT,
                    "A dilated kernel of " + conv.kernelSize() + " spans " + conv.extent()
                            + " pixels, and padding \"same\" would be uneven. Use a kernel with odd sides, or give the padding as a number.");
        }
    }

    private static Kind<Layer.Padding> convPadding() {
        return new Kind<>(Size.square(0), value -> {
            if (!value.node().isString()) {
                return PADDING.parse().apply(value);
            }
            return value.node().stringValue().equals("same")
                    ? new Layer.SamePadding()
                    : value.wrongType("a whole number from 0 to " + MAX_KERNEL + ", two: [height, width], or \"same\"");
        });
    }

    private static Layer batchNorm1d(ObjectReader fields) {
        inferred(fields, "num_features");
        return new Layer.BatchNorm1d(
                fields.optional("eps", Numbers.above(0, 1), 1e-5),
                fields.optional("momentum", Numbers.above(0, 1), 0.1));
    }

    private static Layer adaptiveAvgPool2d(ObjectReader fields) {
        return new Layer.AdaptiveAvgPool2d(fields.required("output_size", KERNEL));
    }

    private static Layer batchNorm2d(ObjectReader fields) {
        inferred(fields, "num_features");
        return new Layer.BatchNorm2d(
                fields.optional("eps", Numbers.above(0, 1), 1e-5),
                fields.optional("momentum", Numbers.above(0, 1), 0.1));
    }

    private static Layer maxPool2d(ObjectReader fields) {
        Window window = pool(fields);
        return new Layer.MaxPool2d(window.kernelSize(), window.stride(), window.padding());
    }

    private static Layer avgPool2d(ObjectReader fields) {
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

    private static Layer linear(ObjectReader fields) {
        inferred(fields, "in_features");
        return new Layer.Linear(
                fields.required("out_features", Numbers.integer(1, MAX_WIDTH)),
                fields.optional("bias", Kind.bool(), true));
    }

    private static void inferred(ObjectReader fields, String name) {
        fields.refuse(name, UNKNOWN_FIELD, "\"" + name + "\" follows from the layer before: leave it out.");
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

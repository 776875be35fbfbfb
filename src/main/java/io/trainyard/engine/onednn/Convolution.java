package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Axis;
import io.trainyard.engine.vector.Window;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * A conv2d as the library describes it, by Winograd's algorithm where that pays and the library has it: F(4x4, 3x3) of
 * Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015, which multiplies a quarter as often.
 */
final class Convolution {

    /** With fewer channels or pixels the transforms cost more than the multiplications that they save. */
    private static final int LEAST_CHANNELS = 32;

    private static final int LEAST_SIDE = 4;
    private static final Size THREE = Size.square(3);
    private static final Size ONE = Size.square(1);

    private final Pass pass;
    private final Layer.Conv2d conv;
    private final Shape input;
    private final Shape output;
    private final long[] strides;
    private final long[] dilates;
    private final long[] before;
    private final long[] after;
    private final List<Layouts> layouts;
    private final memory.desc plainWeights;
    private final memory.desc anyWeights;
    private final memory.desc bias;
    private final boolean winograd;

    /** How input and output lie, from the best way to the last resort. */
    private record Layouts(memory.desc x, memory.desc y) {}

    Convolution(Node node, Pass pass, Layer.Conv2d conv, boolean hasBias) {
        this.pass = pass;
        this.conv = conv;
        this.input = node.input();
        this.output = node.output();
        this.strides = pair(conv.stride());
        this.dilates =
                new long[] {conv.dilation().height() - 1L, conv.dilation().width() - 1L};
        this.before = pair(conv.paddingBefore());
        this.after = pair(conv.paddingAfter());
        this.layouts = List.of(
                new Layouts(
                        isAwkward(input, output) ? any(input) : pass.tensor(input),
                        isAwkward(output, input) ? any(output) : pass.tensor(output)),
                new Layouts(any(input), any(output)),
                new Layouts(pass.nhwc(input), pass.nhwc(output)));
        long[] shape = weights();
        this.plainWeights = new memory.desc(
                shape, memory.data_type.f32, shape.length == 5 ? memory.format_tag.goihw : memory.format_tag.oihw);
        this.anyWeights = OneDnn.any(shape);
        this.bias = hasBias ? OneDnn.vector(conv.outChannels()) : OneDnn.NONE;
        this.winograd = suitsWinograd()
                && forward(layouts.get(0), dnnl_convolution_winograd, OneDnn.attributes())
                                .get(true)
                        != null;
    }

    /** Whether fast code may want the tensor in another layout than ours: a planar one, one beside a blocked one, and in groups. */
    private boolean isAwkward(Shape tensor, Shape other) {
        boolean grouped =
                conv.groups() > 1 && !(conv.groups() == input.channels() && conv.groups() == output.channels());
        return grouped || pass.isPlanar(tensor) || (pass.isBlocked(other) && !pass.isBlocked(tensor));
    }

    private memory.desc any(Shape tensor) {
        return OneDnn.any(pass.size(), tensor.channels(), tensor.height(), tensor.width());
    }

    private long[] weights() {
        long out = conv.outChannels();
        long in = input.channels();
        long groups = conv.groups();
        long height = conv.kernelSize().height();
        long width = conv.kernelSize().width();
        return groups == 1
                ? new long[] {out, in, height, width}
                : new long[] {groups, out / groups, in / groups, height, width};
    }

    private static long[] pair(Size size) {
        return new long[] {size.height(), size.width()};
    }

    /** The same for kernels on Java's vectors. */
    static Window window(Node node, Layer.Conv2d conv) {
        return new Window(
                conv.kernelSize().height(),
                conv.kernelSize().width(),
                conv.stride().height(),
                conv.stride().width(),
                conv.dilation().height(),
                conv.dilation().width(),
                node.input().height(),
                node.input().width(),
                conv.paddingBefore().height(),
                conv.paddingBefore().width(),
                node.output().height(),
                node.output().width());
    }

    /** Its rows, for kernels on Java's vectors with a stride of 1 or 2. */
    static Axis vertical(Shape input, Shape output, Layer.Conv2d conv) {
        return new Axis(
                conv.kernelSize().height(),
                step(conv.stride().height()),
                conv.dilation().height(),
                input.height(),
                output.height(),
                conv.paddingBefore().height());
    }

    /** Its columns, likewise. */
    static Axis horizontal(Shape input, Shape output, Layer.Conv2d conv) {
        return new Axis(
                conv.kernelSize().width(),
                step(conv.stride().width()),
                conv.dilation().width(),
                input.width(),
                output.width(),
                conv.paddingBefore().width());
    }

    private static Axis.Step step(int stride) {
        return stride == 2 ? Axis.Step.TWO : Axis.Step.ONE;
    }

    /** Pixels from a kernel's first weight to its last. */
    static Size reach(Layer.Conv2d conv) {
        return new Size(
                (conv.kernelSize().height() - 1) * conv.dilation().height(),
                (conv.kernelSize().width() - 1) * conv.dilation().width());
    }

    /** Whether the kernel reaches the image from everywhere. */
    static boolean isNarrow(Layer.Conv2d conv) {
        Size reach = reach(conv);
        return Stream.of(conv.paddingBefore(), conv.paddingAfter())
                .allMatch(padding -> padding.height() <= reach.height() && padding.width() <= reach.width());
    }

    boolean isGrouped() {
        return conv.groups() > 1;
    }

    /** [out, in / groups, kh, kw], as PyTorch has them. */
    memory.desc plainWeights() {
        return plainWeights;
    }

    memory.desc bias() {
        return bias;
    }

    convolution_forward.primitive_desc forward(primitive_attr attributes) {
        return best((layout, algorithm) -> forward(layout, algorithm, attributes));
    }

    /** As for training even in an evaluation: else Winograd's weights would have to be transformed by a slow reorder. */
    private convolution_forward.primitive_desc forward(Layouts layout, int algorithm, primitive_attr attributes) {
        return new convolution_forward.primitive_desc(
                OneDnn.ENGINE,
                dnnl_forward_training,
                algorithm,
                layout.x(),
                anyWeights,
                bias,
                layout.y(),
                strides,
                dilates,
                before,
                after,
                attributes,
                mayLack(algorithm));
    }

    convolution_backward_weights.primitive_desc backwardWeights() {
        var backward = best((layout, algorithm) -> new convolution_backward_weights.primitive_desc(
                OneDnn.ENGINE,
                algorithm,
                layout.x(),
                anyWeights,
                bias,
                layout.y(),
                strides,
                dilates,
                before,
                after,
                forward(layout, algorithm, OneDnn.attributes()),
                OneDnn.attributes(),
                mayLack(algorithm)));
        if (overruns(backward)) {
            backward.next_impl();
        }
        return backward;
    }

    /**
     * The library writes beyond its own scratch memory in this implementation, if a 1x1 kernel with a stride sees fewer
     * than 16 channels (seen in version 3.11).
     */
    private boolean overruns(convolution_backward_weights.primitive_desc backward) {
        return !conv.stride().equals(ONE)
                && input.channels() / conv.groups() < 16
                && backward.impl_info_str().getString().startsWith("jit_1x1");
    }

    /** Whether there is code that was made for the weights of depthwise kernels. */
    boolean hasFastDepthwiseWeights() {
        return backwardWeights().impl_info_str().getString().startsWith("jit_dw");
    }

    convolution_backward_data.primitive_desc backwardData() {
        return best((layout, algorithm) -> new convolution_backward_data.primitive_desc(
                OneDnn.ENGINE,
                algorithm,
                layout.x(),
                anyWeights,
                layout.y(),
                strides,
                dilates,
                before,
                after,
                forward(layout, algorithm, OneDnn.attributes()),
                OneDnn.attributes(),
                mayLack(algorithm)));
    }

    /** Descriptions that may turn out empty are asked for without complaint. */
    private static boolean mayLack(int algorithm) {
        return algorithm == dnnl_convolution_winograd;
    }

    private <T extends primitive_desc_base> T best(BiFunction<Layouts, Integer, T> description) {
        if (winograd) {
            T found = description.apply(layouts.get(0), dnnl_convolution_winograd);
            if (found.get(true) != null) {
                return found;
            }
        }
        return layouts.stream()
                .map(layout -> description.apply(layout, dnnl_convolution_direct))
                .min(Comparator.comparingInt(Convolution::slowness))
                .orElseThrow();
    }

    /**
     * The library's plain loops are hundreds of times slower than copying to another layout; products of matrices for each
     * image and group are several times slower, and code for shorter vectors takes twice as long.
     */
    private static int slowness(primitive_desc_base description) {
        String name = description.impl_info_str().getString();
        boolean narrow = OneDnn.isWide() && name.contains("avx2");
        return name.startsWith("ref") ? 2 : name.contains(":gemm") || name.startsWith("gemm") || narrow ? 1 : 0;
    }

    private boolean suitsWinograd() {
        return pass.isBlocked(input)
                && pass.isBlocked(output)
                && conv.groups() == 1
                && conv.kernelSize().equals(THREE)
                && conv.stride().equals(ONE)
                && conv.dilation().equals(ONE)
                && Math.min(input.channels(), output.channels()) >= LEAST_CHANNELS
                && Math.min(output.height(), output.width()) >= LEAST_SIDE;
    }
}

package io.trainyard.engine;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's convolution for one shape: NHWC activations, weights [out, in, kh, kw] brought into the library's layout. */
final class OneDnnConvolution {

    private static final algorithm DIRECT = algorithm.convolution_direct;

    /**
     * How the kernel moves, height and width.
     *
     * @param extent pixels that it spans
     * @param dilates pixels that it leaves out between two that it takes
     * @param before padding above and on the left
     * @param after padding below and on the right
     */
    record Geometry(long[] extent, long[] strides, long[] dilates, long[] before, long[] after) {

        /** @param same the output is to have the input's size; {@code pad} does not count then */
        static Geometry of(int[] kernel, int[] stride, int[] dilation, int[] pad, boolean same) {
            Geometry geometry = new Geometry(new long[2], new long[2], new long[2], new long[2], new long[2]);
            for (int i = 0; i < 2; i++) {
                geometry.extent[i] = (kernel[i] - 1L) * dilation[i] + 1;
                geometry.strides[i] = stride[i];
                geometry.dilates[i] = dilation[i] - 1;
                geometry.before[i] = same ? (geometry.extent[i] - 1) / 2 : pad[i];
                geometry.after[i] = same ? geometry.extent[i] / 2 : pad[i];
            }
            return geometry;
        }

        /** @param direction 0 for the height, 1 for the width */
        long output(int direction, long input) {
            long room = input + before[direction] + after[direction] - extent[direction];
            return room / strides[direction] + 1;
        }
    }

    private final convolution_forward.primitive_desc description;
    private final memory.desc input;
    private final memory.desc output;
    private final memory.desc plainWeights;
    private final memory.desc anyWeights;
    private final memory.desc bias;
    private final Geometry geometry;
    private final OneDnnCall forward;
    private @Nullable OneDnnCall backwardData;
    private @Nullable OneDnnCall backwardWeights;

    OneDnnConvolution(INDArray x, INDArray weights, @Nullable INDArray biases, INDArray y, Geometry geometry) {
        this.input = OneDnn.nhwc(x);
        this.output = OneDnn.nhwc(y);
        this.plainWeights = new memory.desc(weights.shape(), memory.data_type.f32, memory.format_tag.oihw);
        this.anyWeights = new memory.desc(weights.shape(), memory.data_type.f32, memory.format_tag.any);
        this.bias = biases == null ? new memory.desc() : OneDnn.vector(biases.length());
        this.geometry = geometry;
        this.description = new convolution_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_training,
                DIRECT,
                input,
                anyWeights,
                bias,
                output,
                geometry.strides(),
                geometry.dilates(),
                geometry.before(),
                geometry.after(),
                OneDnn.DETERMINISTIC,
                false);
        this.forward = new OneDnnCall(new convolution_forward(description))
                .with(DNNL_ARG_SRC, input)
                .withReordered(DNNL_ARG_WEIGHTS, plainWeights, description.weights_desc())
                .with(DNNL_ARG_DST, output);
        if (biases != null) {
            forward.with(DNNL_ARG_BIAS, bias);
        }
    }

    /** The library's name of the kernel that it chose, such as {@code jit:avx2}. */
    String kernel() {
        return description.impl_info_str().getString();
    }

    void forward(INDArray x, INDArray weights, @Nullable INDArray biases, INDArray y) {
        forward.set(DNNL_ARG_SRC, x).set(DNNL_ARG_WEIGHTS, weights).set(DNNL_ARG_DST, y);
        if (biases != null) {
            forward.set(DNNL_ARG_BIAS, biases);
        }
        forward.run(null);
    }

    void backwardData(INDArray yGradient, INDArray weights, INDArray xGradient) {
        if (backwardData == null) {
            var backward = new convolution_backward_data.primitive_desc(
                    OneDnn.ENGINE,
                    DIRECT,
                    input,
                    anyWeights,
                    output,
                    geometry.strides(),
                    geometry.dilates(),
                    geometry.before(),
                    geometry.after(),
                    description,
                    OneDnn.DETERMINISTIC,
                    false);
            backwardData = new OneDnnCall(new convolution_backward_data(backward))
                    .with(DNNL_ARG_DIFF_DST, output)
                    .withReordered(DNNL_ARG_WEIGHTS, plainWeights, backward.weights_desc())
                    .with(DNNL_ARG_DIFF_SRC, input);
        }
        backwardData
                .set(DNNL_ARG_DIFF_DST, yGradient)
                .set(DNNL_ARG_WEIGHTS, weights)
                .set(DNNL_ARG_DIFF_SRC, xGradient)
                .run(null);
    }

    void backwardWeights(INDArray x, INDArray yGradient, INDArray weightGradient, @Nullable INDArray biasGradient) {
        if (backwardWeights == null) {
            var backward = new convolution_backward_weights.primitive_desc(
                    OneDnn.ENGINE,
                    DIRECT,
                    input,
                    anyWeights,
                    bias,
                    output,
                    geometry.strides(),
                    geometry.dilates(),
                    geometry.before(),
                    geometry.after(),
                    description,
                    OneDnn.DETERMINISTIC,
                    false);
            backwardWeights = new OneDnnCall(new convolution_backward_weights(backward))
                    .with(DNNL_ARG_SRC, input)
                    .with(DNNL_ARG_DIFF_DST, output)
                    .withReordered(DNNL_ARG_DIFF_WEIGHTS, plainWeights, backward.diff_weights_desc());
            if (biasGradient != null) {
                backwardWeights.with(DNNL_ARG_DIFF_BIAS, bias);
            }
        }
        backwardWeights
                .set(DNNL_ARG_SRC, x)
                .set(DNNL_ARG_DIFF_DST, yGradient)
                .set(DNNL_ARG_DIFF_WEIGHTS, weightGradient);
        if (biasGradient != null) {
            backwardWeights.set(DNNL_ARG_DIFF_BIAS, biasGradient);
        }
        backwardWeights.run(DNNL_ARG_DIFF_WEIGHTS);
    }
}

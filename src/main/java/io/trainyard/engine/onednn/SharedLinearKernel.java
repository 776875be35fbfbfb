package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Parameter.Kind;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * linear with more weights than values, which it would take long to go through for each member's images, or to bring into another order: each
 * member of a team computes some of the outputs for the whole batch, and for some of the inputs the gradients of these and of their weights.
 */
final class SharedLinearKernel implements Kernel {

    /** A member's parts begin at multiples of this, the floats of a cache line. */
    private static final int LINE = 16;

    private final NodeMemory parameters;
    private final Share share;
    private final primitive_attr attributes;
    private final boolean training;
    private final List<Runnable> preparation = new ArrayList<>();
    private final int in;
    private final int out;
    private final Floats x;
    private final Floats y;
    private final Floats yGradient;
    private final Floats xGradient;

    SharedLinearKernel(NodeMemory parameters, Share share, Pass pass, primitive_attr attributes) {
        this.parameters = parameters;
        this.share = share;
        this.attributes = attributes;
        this.training = pass.training();
        this.in = (int) parameters.node().input().size();
        this.out = (int) parameters.node().output().size();
        this.x = ofBatch("input", in);
        this.y = ofBatch("output", out);
        this.yGradient = ofBatch("gradient", out);
        this.xGradient = ofBatch("input's gradient", in);
    }

    private Floats ofBatch(String name, int width) {
        return share.meeting()
                .common(List.of(parameters.node(), name), () -> Floats.allocate((long) share.batch() * width));
    }

    /** Whether all members' reading of the weights would be more than that of everybody's values. */
    static boolean suits(Share share, long in, long out) {
        int members = share.meeting().size();
        return Math.min(in, out) >= LINE * members && in * out * members > share.batch() * (in + out);
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        int from = part(out, share.from(lines(out)));
        int width = part(out, share.to(lines(out))) - from;
        memory.desc images = OneDnn.matrix(share.batch(), in);
        memory.desc plain = OneDnn.matrix(in, width, 1, in);
        memory.desc bias = parameters.has(Kind.BIAS) ? OneDnn.matrix(1, width) : OneDnn.NONE;
        memory.desc outputs = OneDnn.matrix(share.batch(), width, out, 1);
        // Training would have to bring them into the order that the library likes before every batch.
        memory.desc weights = training ? plain : OneDnn.any(in, width);
        matmul.primitive_desc description =
                new matmul.primitive_desc(OneDnn.ENGINE, images, weights, bias, outputs, attributes, false);
        memory own = from(parameters.value(Kind.WEIGHT), (long) from * in).as(plain);
        Call call = new Call(new matmul(description))
                .with(DNNL_ARG_SRC, x.as(images))
                .with(DNNL_ARG_WEIGHTS, Reorder.toLibrary(preparation, own, plain, description.weights_desc()))
                .with(DNNL_ARG_DST, from(y, from).as(outputs));
        if (parameters.has(Kind.BIAS)) {
            call.with(DNNL_ARG_BIAS, from(parameters.value(Kind.BIAS), from).as(bias));
        }
        calls.add(copy(inputs.get(0), own(x, in), in));
        calls.add(new Rendezvous(share));
        calls.add(call);
        calls.add(new Rendezvous(share));
        calls.add(copy(own(y, out), output, out));
    }

    @Override
    public void prepare(List<Runnable> calls) {
        calls.addAll(preparation);
    }

    /** Where a member's part begins. */
    private static int part(int width, int line) {
        return Math.min(width, line * LINE);
    }

    private static int lines(int width) {
        return (width + LINE - 1) / LINE;
    }

    private static Floats from(Floats floats, long offset) {
        return floats.part(offset, floats.length() - offset);
    }

    private Floats own(Floats ofBatch, int width) {
        return ofBatch.part((long) share.first() * width, (long) share.size() * width);
    }

    private Call copy(Floats from, Floats to, int width) {
        memory.desc layout = OneDnn.matrix(share.size(), width);
        return Reorder.call(from.as(layout), to.as(layout));
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        calls.add(copy(outputGradient, own(yGradient, out), out));
        calls.add(new Rendezvous(share));
        calls.add(gradientOfWeights());
        if (parameters.has(Kind.BIAS)) {
            calls.add(this::sumBiasGradient);
        }
        if (inputGradient != null) {
            calls.add(gradientOfInput());
            calls.add(new Rendezvous(share));
            calls.add(copy(own(xGradient, in), inputGradient, in));
        }
    }

    /** For some of the inputs, since the library takes twice as long for some of the outputs. */
    private Call gradientOfWeights() {
        int from = part(in, share.from(lines(in)));
        int width = part(in, share.to(lines(in))) - from;
        memory.desc slopes = OneDnn.matrix(out, share.batch(), 1, out);
        memory.desc images = OneDnn.matrix(share.batch(), width, in, 1);
        memory.desc weights = OneDnn.matrix(out, width, in, 1);
        matmul.primitive_desc description = new matmul.primitive_desc(
                OneDnn.ENGINE, slopes, images, OneDnn.NONE, weights, OneDnn.attributes(), false);
        return new Call(new matmul(description))
                .with(DNNL_ARG_SRC, yGradient.as(slopes))
                .with(DNNL_ARG_WEIGHTS, from(x, from).as(images))
                .with(DNNL_ARG_DST, from(parameters.gradient(Kind.WEIGHT), from).as(weights));
    }

    /** For some of the inputs, of all images, so that the weights are gone through once, and as they lie. */
    private Call gradientOfInput() {
        int from = part(in, share.from(lines(in)));
        int width = part(in, share.to(lines(in))) - from;
        memory.desc slopes = OneDnn.matrix(share.batch(), out);
        memory.desc weights = OneDnn.matrix(out, width, in, 1);
        memory.desc images = OneDnn.matrix(share.batch(), width, in, 1);
        matmul.primitive_desc description = new matmul.primitive_desc(
                OneDnn.ENGINE, slopes, weights, OneDnn.NONE, images, OneDnn.attributes(), false);
        return new Call(new matmul(description))
                .with(DNNL_ARG_SRC, yGradient.as(slopes))
                .with(
                        DNNL_ARG_WEIGHTS,
                        from(parameters.value(Kind.WEIGHT), from).as(weights))
                .with(DNNL_ARG_DST, from(xGradient, from).as(images));
    }

    private void sumBiasGradient() {
        int from = share.from(out);
        float[] row = new float[share.to(out) - from];
        double[] sums = new double[row.length];
        FloatBuffer slopes = yGradient.buffer();
        for (int image = 0; image < share.batch(); image++) {
            slopes.get(image * out + from, row);
            for (int i = 0; i < row.length; i++) {
                sums[i] += row[i];
            }
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) sums[i];
        }
        parameters.gradient(Kind.BIAS).buffer().put(from, row);
    }
}

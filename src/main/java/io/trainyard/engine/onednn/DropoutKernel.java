package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.SplitMix;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * dropout and dropout2d while training: values, or whole channels, are multiplied by 0 with probability p and by 1 / (1 -
 * p) otherwise. What is dropped is a function of the pass' seed, the node, and the first image of this part of the batch.
 */
final class DropoutKernel implements Kernel {

    private static final int CHUNK = 1 << 12;
    private static final double HALF_RANGE = 0x1p32;

    private final int node;
    private final int firstImage;
    private final double p;
    private final LongSupplier seed;
    private final memory.desc data;
    private final memory.desc factorsShape;
    private final Floats factors;
    private final float[] chunk = new float[CHUNK];
    private final binary.primitive_desc description;

    /** @param channels whether whole channels are dropped */
    DropoutKernel(Node node, Share share, Pass pass, double p, boolean channels, LongSupplier seed) {
        this.node = node.index();
        this.firstImage = share.first();
        this.p = p;
        this.seed = seed;
        this.data = pass.tensor(node.input());
        this.factorsShape = channels ? pass.tensor(Shape.of(node.input().channels(), 1, 1)) : data;
        this.factors = Floats.allocate(
                channels ? (long) pass.size() * pass.stored(node.input()).channels() : pass.values(node.input()));
        this.description = new binary.primitive_desc(
                OneDnn.ENGINE, dnnl_binary_mul, data, factorsShape, data, OneDnn.attributes(), false);
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        calls.add(this::draw);
        calls.add(multiply(inputs.get(0), output));
    }

    private void draw() {
        SplitMix random = new SplitMix(SplitMix.mix(seed.getAsLong(), node, firstImage));
        long dropBelow = (long) (p * HALF_RANGE);
        float kept = (float) (1 / (1 - p));
        FloatBuffer target = factors.buffer();
        while (target.hasRemaining()) {
            int count = Math.min(CHUNK, target.remaining());
            for (int i = 0; i < count; i += 2) {
                long bits = random.nextLong();
                chunk[i] = (bits >>> 32) < dropBelow ? 0 : kept;
                chunk[i + 1] = (bits & 0xFFFF_FFFFL) < dropBelow ? 0 : kept;
            }
            target.put(chunk, 0, count);
        }
    }

    private Call multiply(Floats values, Floats product) {
        return new Call(new binary(description))
                .with(DNNL_ARG_SRC_0, values.as(data))
                .with(DNNL_ARG_SRC_1, factors.as(factorsShape))
                .with(DNNL_ARG_DST, product.as(data));
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.IN_PLACE;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient != null) {
            calls.add(multiply(outputGradient, inputGradient));
        }
    }
}

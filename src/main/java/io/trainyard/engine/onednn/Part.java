package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one pass over one member's images, in their order, on memory that stays the same.
 *
 * @param kernels kept alive with the calls
 * @param preparation what is made of the parameters, before all else
 * @param outputs each node's, by index
 * @param rescales what is still to be done to some of them, by index
 * @param logitsGradient null without a backward pass
 */
record Part(
        Share share,
        Pass pass,
        List<Kernel> kernels,
        List<Runnable> preparation,
        List<Runnable> forward,
        List<Runnable> backward,
        Floats images,
        Shape image,
        List<Floats> outputs,
        Map<Integer, Rescale> rescales,
        Floats logits,
        @Nullable Floats logitsGradient) {

    int logitsLength() {
        return Math.toIntExact(logits.length());
    }

    /** @param logits of the whole batch; this part's are written */
    void forward(float[] values, boolean prepare, float[] logits) {
        int length = Math.toIntExact(pass.values(image));
        images.buffer().put(values, Math.toIntExact(share.first() * image.size()), length);
        if (prepare) {
            run(preparation);
        }
        run(forward);
        share.await();
        this.logits.buffer().get(logits, firstLogit(), logitsLength());
    }

    /** @param gradient of the whole batch's logits */
    void backward(float[] gradient) {
        logitsGradient.buffer().put(gradient, firstLogit(), logitsLength());
        run(backward);
    }

    private int firstLogit() {
        return logitsLength() / share.size() * share.first();
    }

    private static void run(List<Runnable> calls) {
        calls.forEach(Runnable::run);
        OneDnn.stream()._wait();
    }

    /** What a node gave in the last pass, batch x height x width x channels. */
    FloatBuffer output(Node node) {
        Floats values = outputs.get(node.index());
        Rescale rescale = rescales.get(node.index());
        if (rescale == null && !pass.differsFromNhwc(node.output())) {
            return values.buffer();
        }
        float[] copy = pass.differsFromNhwc(node.output()) ? inNhwc(node, values) : values.copy();
        if (rescale != null) {
            rescale.apply(copy);
        }
        return FloatBuffer.wrap(copy);
    }

    /** In an array, since a buffer of memory that nobody else holds would outlive it. */
    private float[] inNhwc(Node node, Floats values) {
        Floats copy = Floats.allocate(values.length());
        Floats there = values.isArray() ? Floats.allocate(values.length()) : values;
        try {
            if (there != values) {
                there.buffer().put(values.buffer());
            }
            Reorder.call(there.as(pass.tensor(node.output())), copy.as(pass.nhwc(node.output())))
                    .run();
            OneDnn.stream()._wait();
            return copy.copy();
        } finally {
            copy.free();
            if (there != values) {
                there.free();
            }
        }
    }
}

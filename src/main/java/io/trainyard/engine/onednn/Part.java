package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Liveness;
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
 * @param preparation what is made of the parameters before all else
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

    /**
     * @param batch images of the whole batch
     * @param logits of the whole batch; this part's are written
     */
    void forward(FloatBuffer batch, boolean prepare, float[] logits) {
        int length = Math.toIntExact(pass.values(image));
        images.buffer().put(0, batch, Math.toIntExact(share.first() * image.size()), length);
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

    /** What a node gave in the last pass. */
    Liveness liveness(Node node) {
        return new OutputCheck(pass, node, rescales.get(node.index())).of(outputs.get(node.index()));
    }
}

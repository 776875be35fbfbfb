package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one kind of pass, in their order, on memory that stays the same.
 *
 * @param outputs each node's, by index
 * @param logitsGradient null without a backward pass
 */
record Program(
        Pass pass,
        List<Kernel> kernels,
        List<Runnable> forward,
        List<Runnable> backward,
        Floats images,
        List<Floats> outputs,
        Floats logits,
        @Nullable Floats logitsGradient) {

    /** @return logits, size x classes */
    float[] forward(float[] values) {
        images.buffer().put(values);
        run(forward);
        return logits.copy();
    }

    void backward(float[] gradient) {
        logitsGradient.buffer().put(gradient);
        run(backward);
    }

    void train(float[] values, UnaryOperator<float[]> lossGradient) {
        backward(lossGradient.apply(forward(values)));
    }

    private static void run(List<Runnable> calls) {
        calls.forEach(Runnable::run);
        OneDnn.STREAM._wait();
    }

    /** What a node gave in the last pass, batch x height x width x channels. */
    FloatBuffer output(Node node) {
        Floats values = outputs.get(node.index());
        return pass.differsFromNhwc(node.output()) ? inNhwc(node, values) : values.buffer();
    }

    /** In an array, since a buffer of memory that nobody else holds would outlive it. */
    private FloatBuffer inNhwc(Node node, Floats values) {
        Floats copy = Floats.allocate(values.length());
        try {
            Reorder.call(values.as(pass.tensor(node.output())), copy.as(pass.nhwc(node.output())))
                    .run();
            OneDnn.STREAM._wait();
            return FloatBuffer.wrap(copy.copy());
        } finally {
            copy.free();
        }
    }
}

package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Tanh;
import io.trainyard.spec.Activation;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** A function of every value by itself. */
final class ActivationKernel implements Kernel {

    private final EltwiseFunction function;
    private final boolean applied;
    private final memory.desc data;
    private final eltwise_forward.primitive_desc description;
    private final int length;
    private final @Nullable Tanh tanh;
    private @Nullable Floats kept;

    /**
     * @param applied whether the primitive before has already done the forward part
     * @param onVectors whether there are Java's, on which tanh is several times as fast as in the library
     */
    ActivationKernel(Node node, Pass pass, Activation activation, boolean applied, boolean onVectors) {
        this.length = (int) pass.values(node.input());
        this.tanh = onVectors && activation instanceof Activation.Tanh ? new Tanh() : null;
        this.function = EltwiseFunction.of(activation);
        this.applied = applied;
        this.data = pass.tensor(node.input());
        this.description = new eltwise_forward.primitive_desc(
                OneDnn.ENGINE,
                pass.kind(),
                function.algorithm(),
                data,
                data,
                (float) function.alpha(),
                0,
                OneDnn.attributes(),
                false);
    }

    @Override
    public Output output() {
        return applied ? Output.INPUT : Output.NEW;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        kept = function.backwardFromValue() ? output : inputs.get(0);
        if (tanh != null) {
            FloatBuffer x = inputs.get(0).buffer();
            FloatBuffer y = output.buffer();
            calls.add(() -> tanh.apply(x, length, y));
        } else if (!applied) {
            calls.add(new Call(new eltwise_forward(description))
                    .with(DNNL_ARG_SRC, inputs.get(0).as(data))
                    .with(DNNL_ARG_DST, output.as(data)));
        }
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.IN_PLACE;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient == null) {
            return;
        }
        var backward = new eltwise_backward.primitive_desc(
                OneDnn.ENGINE,
                function.algorithm(),
                data,
                data,
                data,
                (float) function.alpha(),
                0,
                description,
                OneDnn.attributes(),
                false);
        calls.add(new Call(new eltwise_backward(backward))
                .with(function.backwardFromValue() ? DNNL_ARG_DST : DNNL_ARG_SRC, kept.as(data))
                .with(DNNL_ARG_DIFF_DST, outputGradient.as(data))
                .with(DNNL_ARG_DIFF_SRC, inputGradient.as(data)));
    }
}

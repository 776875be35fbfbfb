package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.trainyard.engine.network.Node;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;

/**
 * The gradient of a depthwise convolution's input as what it is: the convolution of the output's with kernels turned by 180 degrees.
 * For dilated kernels the library has code made for depthwise ones on the way forward only; what it takes on the way back is ten times slower.
 */
final class TurnedDepthwise {

    private final Convolution convolution;
    private final convolution_forward.primitive_desc description;
    private final memory.desc x;
    private final memory.desc y;
    private final int area;

    /** The weights, which are to be held as long as the calls. */
    private final Floats weights;

    TurnedDepthwise(Node node, Pass pass, Layer.Conv2d conv) {
        Layer.Conv2d turned = turned(conv);
        Node back =
                new Node(node.index(), node.path(), new Node.Apply(turned), node.inputs(), node.output(), node.input());
        this.convolution = new Convolution(back, pass, turned, false);
        this.description = convolution.forward(OneDnn.attributes());
        this.x = pass.tensor(node.input());
        this.y = pass.tensor(node.output());
        this.area = Math.toIntExact(conv.kernelSize().area());
        this.weights = Floats.allocate((long) conv.outChannels() * area);
    }

    /** Whether there is such a convolution, and the library needs it. */
    static boolean suits(Pass pass, Node node, Layer.Conv2d conv) {
        return DepthwiseSums.isPossible(pass, node, conv)
                && !conv.dilation().equals(Size.square(1))
                && conv.stride().equals(Size.square(1))
                && conv.paddingBefore().equals(conv.paddingAfter())
                && Convolution.isNarrow(conv);
    }

    private static Layer.Conv2d turned(Layer.Conv2d conv) {
        Size reach = Convolution.reach(conv);
        Size before = conv.paddingBefore();
        Size padding = new Size(reach.height() - before.height(), reach.width() - before.width());
        return new Layer.Conv2d(
                conv.outChannels(), conv.kernelSize(), conv.stride(), padding, conv.dilation(), conv.groups(), false);
    }

    void add(List<Runnable> calls, Floats plain, Floats outputGradient, Floats inputGradient) {
        memory.desc layout = convolution.plainWeights();
        memory result = inputGradient.as(x);
        memory products = Reorder.target(result, x, description.dst_desc());
        calls.add(() -> turn(plain.buffer(), weights.buffer()));
        calls.add(new Call(new convolution_forward(description))
                .with(DNNL_ARG_SRC, Reorder.toLibrary(calls, outputGradient.as(y), y, description.src_desc()))
                .with(
                        DNNL_ARG_WEIGHTS,
                        Reorder.toLibrary(calls, weights.as(layout), layout, description.weights_desc()))
                .with(DNNL_ARG_DST, products));
        Reorder.fromLibrary(calls, products, result);
    }

    private void turn(FloatBuffer plain, FloatBuffer target) {
        for (int i = 0; i < plain.limit(); i++) {
            target.put(i, plain.get(i + area - 1 - 2 * (i % area)));
        }
    }
}

package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.onednn.Kernel.Output;
import io.trainyard.spec.Activation;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Layer;
import java.util.List;
import java.util.function.LongSupplier;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernel for each node. A ReLU is done by the primitive before it, where that can and nobody else takes the
 * value in between; so are, in evaluation, a batch norm and a 2x2 max pool behind a convolution.
 *
 * @param share whose images the kernels are for
 * @param vectors memory for kernels on Java's vectors; null where there are none
 * @param seed of the pass under way
 */
record KernelChooser(
        Graph graph,
        Share share,
        Pass pass,
        List<Parameter> layout,
        Floats parameters,
        Floats gradients,
        @Nullable TiledMemory vectors,
        LongSupplier seed,
        InPassing inPassing) {

    Kernel of(Node node) {
        if (node.operation() instanceof Node.Apply apply) {
            return of(node, apply.layer());
        }
        Node convolution = kinds().summing(node);
        if (convolution != null) {
            boolean first =
                    fusion().lastLinear(convolution).index() == node.inputs().get(0);
            return new PassThroughKernel(first ? Output.INPUT : Output.SECOND_INPUT, kinds().canRescale(convolution));
        }
        return kinds().canRescale(node)
                ? new JoinKernel(node, pass, norms(), fusion().endsInRelu(node), kinds().gathers(node))
                : new SumKernel(pass.tensor(node.output()), attributes(node));
    }

    private Kernel of(Node node, Layer layer) {
        if (layer instanceof Layer.Conv2d conv) {
            return convolution(node, conv);
        }
        if (layer instanceof BatchNorm norm) {
            return fusion().isFolded(node) ? new PassThroughKernel() : normalization(node, norm);
        }
        if (layer instanceof Layer.Linear linear) {
            return linear(node, linear);
        }
        if (layer instanceof Activation activation) {
            return activation(node, activation);
        }
        if (layer instanceof Layer.MaxPool2d pool) {
            return pooling(node, pool);
        }
        if (layer instanceof Layer.AvgPool2d pool) {
            return PoolingKernel.of(node, pass, pool);
        }
        if (layer instanceof Layer.AdaptiveAvgPool2d pool) {
            return pool.isEven(node.input())
                    ? PoolingKernel.of(node, pass, pool)
                    : new UnevenPoolingKernel(node, pass, pool);
        }
        if (layer instanceof Layer.Dropout dropout && pass.training()) {
            return new DropoutKernel(node, share, pass, dropout.p(), false, seed);
        }
        if (layer instanceof Layer.Dropout2d dropout && pass.training()) {
            return new DropoutKernel(node, share, pass, dropout.p(), true, seed);
        }
        return layer instanceof Layer.Flatten && pass.differsFromNhwc(node.input())
                ? new FlattenKernel(node, pass)
                : new PassThroughKernel();
    }

    private Fusion fusion() {
        return new Fusion(graph, pass);
    }

    private NormsInPassing norms() {
        return new NormsInPassing(fusion(), kinds(), inPassing);
    }

    private KernelKinds kinds() {
        return new KernelKinds(fusion(), vectors != null);
    }

    private Kernel convolution(Node node, Layer.Conv2d conv) {
        Node last = fusion().lastLinear(node);
        FoldedNorm norm = last == node ? null : new FoldedNorm(memory(last), (BatchNorm) Fusion.layer(last));
        Fusion.Sum sum = kinds().sum(node);
        Following following = new Following(
                norm,
                sum == null ? List.of() : List.of(sum.addend()),
                fusion().endsInRelu(sum == null ? last : sum.node()),
                kinds().function(node),
                fusion().endsInPool(node));
        if (kinds().isDepthwise(node)) {
            DepthwiseKernel kernel = new DepthwiseKernel(memory(node), share, pass, conv, following.relu(), norms());
            norms().takeMoments(node, kernel::takeMoments);
            return kernel;
        }
        if (kinds().canRescale(node)) {
            TiledKernel kernel =
                    new TiledKernel(memory(node), share, pass, conv, norms().rescale(node, 0), following, vectors);
            norms().takeMoments(node, kernel::takeMoments);
            return kernel;
        }
        if (kinds().isUnshuffled(node)) {
            UnshuffledKernel kernel = new UnshuffledKernel(memory(node), share, pass, conv, following, vectors);
            norms().takeMoments(node, kernel::takeMoments);
            return kernel;
        }
        if (kinds().isPieced(node)) {
            PiecedKernel kernel = new PiecedKernel(memory(node), share, pass, conv, following, vectors);
            norms().takeMoments(node, kernel::takeMoments);
            return kernel;
        }
        return kinds().isPlane(node)
                ? new PlaneKernel(memory(node), share, pass, conv, following)
                : new ConvolutionKernel(memory(node), share, pass, conv, following);
    }

    private Kernel pooling(Node node, Layer.MaxPool2d pool) {
        if (kinds().isPooled(node)) {
            return new PassThroughKernel();
        }
        return pass.isPlanar(node.input()) && pool.equals(Fusion.POOL)
                ? new PlanePoolKernel(node, pass)
                : PoolingKernel.of(node, pass, pool);
    }

    private Kernel normalization(Node node, BatchNorm norm) {
        boolean relu = fusion().endsInRelu(node);
        if (vectors == null) {
            return new NormalizationKernel(memory(node), pass, norm, relu);
        }
        SplitNormKernel kernel = new SplitNormKernel(
                memory(node),
                share,
                pass,
                norm,
                relu,
                inPassing.moments().getOrDefault(node.inputs().get(0), List.of()),
                norms().isDeferred(node));
        norms().leave(node, kernel);
        return kernel;
    }

    private Kernel linear(Node node, Layer.Linear linear) {
        return SharedLinearKernel.suits(
                        share, node.input().size(), node.output().size())
                ? new SharedLinearKernel(memory(node), share, pass, attributes(node))
                : new LinearKernel(memory(node), share, pass, linear, attributes(node));
    }

    private Kernel activation(Node node, Activation activation) {
        if (kinds().isDone(node)) {
            return new PassThroughKernel();
        }
        boolean applied = fusion().isApplied(node);
        boolean derivativeToo = applied && kinds().doesDerivative(fusion().before(node));
        boolean ofVectors = vectors != null && (pass.isBlocked(node.input()) || pass.isPlanar(node.input()));
        if (applied && !derivativeToo && ofVectors) {
            return new ReluKernel(node, pass);
        }
        return derivativeToo
                ? new PassThroughKernel()
                : new ActivationKernel(node, pass, activation, applied, vectors != null);
    }

    private NodeMemory memory(Node node) {
        return NodeMemory.of(node, layout, parameters, gradients);
    }

    private primitive_attr attributes(Node node) {
        if (!fusion().endsInRelu(node)) {
            return OneDnn.attributes();
        }
        post_ops relu = new post_ops();
        relu.append_eltwise(dnnl_eltwise_relu, 0, 0);
        return OneDnn.attributes(relu);
    }
}

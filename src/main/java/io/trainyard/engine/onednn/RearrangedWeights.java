package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.WeightRearrangement;
import io.trainyard.spec.Layer;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a convolution that takes another one's place: its weights are made of the other's before a pass, and their gradients
 * brought back behind it, by all members together.
 */
final class RearrangedWeights {

    private final NodeMemory parameters;
    private final Share share;
    private final WeightRearrangement rearrangement;
    private final NodeMemory rearranged;

    /** @param node the one that takes the place */
    RearrangedWeights(NodeMemory parameters, Share share, WeightRearrangement rearrangement, Node node) {
        this.parameters = parameters;
        this.share = share;
        this.rearrangement = rearrangement;
        this.rearranged =
                new NodeMemory(node, withWeights(node, parameters.values()), withWeights(node, parameters.gradients()));
    }

    /** The same, but for the weights, which the members have in common. */
    private Map<Kind, Floats> withWeights(Node node, Map<Kind, Floats> plain) {
        Map<Kind, Floats> all = new EnumMap<>(plain);
        Layer.Conv2d conv = (Layer.Conv2d) Fusion.layer(node);
        long length = (long) conv.outChannels()
                * node.input().channels()
                * conv.kernelSize().area();
        Object key = List.of(node, plain == parameters.values() ? "weights" : "gradients");
        all.put(Kind.WEIGHT, share.meeting().common(key, () -> Floats.allocate(length)));
        return all;
    }

    NodeMemory memory() {
        return rearranged;
    }

    /** To be called before the convolution that takes the place is prepared. */
    void prepare(List<Runnable> calls) {
        FloatBuffer plain = parameters.value(Kind.WEIGHT).buffer();
        FloatBuffer target = rearranged.value(Kind.WEIGHT).buffer();
        int outputs = outputs();
        calls.add(() -> rearrangement.weights(plain, share.from(outputs), share.to(outputs), target));
        calls.add(new Rendezvous(share));
    }

    /** To be called after it is concluded. */
    void conclude(List<Runnable> calls) {
        FloatBuffer gradient = rearranged.gradient(Kind.WEIGHT).buffer();
        FloatBuffer plain = parameters.gradient(Kind.WEIGHT).buffer();
        int outputs = outputs();
        calls.add(new Rendezvous(share));
        calls.add(() -> rearrangement.gradients(gradient, share.from(outputs), share.to(outputs), plain));
    }

    private int outputs() {
        return parameters.node().output().channels();
    }
}

package io.trainyard.spec;

import java.util.List;

/** The network, layer by layer; a preset arrives here as its layers. The last layer's output is the logits. */
public record ModelSpec(List<Layer> layers) {

    public ModelSpec {
        layers = List.copyOf(layers);
    }
}

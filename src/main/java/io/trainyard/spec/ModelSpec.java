package io.trainyard.spec;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The network, layer by layer; a preset arrives here as its layers. The last layer's output is the logits. */
public record ModelSpec(List<Layer> layers) {

    public ModelSpec {
        layers = List.copyOf(layers);
    }

    /** Every layer: after a residual block the layers in it, those of its shortcut last. */
    public List<Placed> everyLayer() {
        return everyLayer("", layers).toList();
    }

    /** Where in a spec the layer at {@code path} stands. */
    static String pointer(String path) {
        return "/model/layers/" + path.replace('.', '/');
    }

    private static Stream<Placed> everyLayer(String prefix, List<Layer> layers) {
        return IntStream.range(0, layers.size())
                .boxed()
                .flatMap(i -> new Placed(prefix + i, layers.get(i)).withContents());
    }

    /**
     * A layer and where it stands.
     *
     * @param path as PyTorch would name it: {@code 4}, {@code 4.layers.0}, {@code 4.shortcut.1}
     */
    public record Placed(String path, Layer layer) {

        private Stream<Placed> withContents() {
            return layer instanceof Layer.Residual block
                    ? Stream.concat(
                            Stream.of(this),
                            Stream.concat(
                                    everyLayer(path + ".layers.", block.layers()),
                                    everyLayer(path + ".shortcut.", block.shortcut())))
                    : Stream.of(this);
        }
    }
}

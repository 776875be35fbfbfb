package io.trainyard.engine.network;

import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A spec's layers as single steps, each after those whose output it takes; the last one gives the logits. Layers that
 * change nothing (a dropout with p = 0) are left out.
 */
public record Graph(ImageShape input, List<Node> nodes) {

    public Graph {
        nodes = List.copyOf(nodes);
    }

    public static Graph of(ImageShape input, List<Layer> layers) {
        Builder builder = new Builder(Shape.of(input));
        builder.add("", layers);
        return new Graph(input, builder.nodes);
    }

    /** Whether every node takes the output of the one before. */
    public boolean isChain() {
        return nodes.stream().allMatch(node -> node.inputs().equals(List.of(node.index() - 1)));
    }

    /** The one that gives the logits. */
    public Node last() {
        return nodes.get(nodes.size() - 1);
    }

    public boolean endsInLinear() {
        return last().is(Layer.Linear.class);
    }

    /** The nodes that take this one's output. */
    public List<Node> consumers(Node node) {
        return nodes.stream()
                .filter(other -> other.inputs().contains(node.index()))
                .toList();
    }

    private static final class Builder {

        private final List<Node> nodes = new ArrayList<>();
        private int last = Node.IMAGES;
        private Shape shape;

        Builder(Shape shape) {
            this.shape = shape;
        }

        void add(String prefix, List<Layer> layers) {
            for (int i = 0; i < layers.size(); i++) {
                String path = prefix + i;
                if (layers.get(i) instanceof Layer.Residual block) {
                    add(path, block);
                } else if (!changesNothing(layers.get(i))) {
                    Layer layer = layers.get(i);
                    append(path, new Node.Apply(layer), List.of(last), layer.outputShape(shape));
                }
            }
        }

        private void add(String path, Layer.Residual block) {
            int start = last;
            Shape input = shape;
            add(path + ".layers.", block.layers());
            int main = last;
            last = start;
            shape = input;
            add(path + ".shortcut.", block.shortcut());
            append(path, new Node.Add(), List.of(main, last), shape);
        }

        private void append(String path, Node.Operation operation, List<Integer> inputs, Shape output) {
            nodes.add(new Node(nodes.size(), path, operation, inputs, shape, output));
            last = nodes.size() - 1;
            shape = output;
        }

        private static boolean changesNothing(Layer layer) {
            return (layer instanceof Layer.Dropout dropout && dropout.p() == 0)
                    || (layer instanceof Layer.Dropout2d dropout2d && dropout2d.p() == 0);
        }
    }
}

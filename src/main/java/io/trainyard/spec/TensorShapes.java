package io.trainyard.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a network's checkpoint holds, layer by layer, in the order in which it lies there. */
final class TensorShapes {

    private final List<LayerTensors> found = new ArrayList<>();
    private Shape shape;

    private TensorShapes(Shape input) {
        this.shape = input;
    }

    /**
     * The tensors of one layer.
     *
     * @param path where the layer stands
     * @param tensors names and shapes as PyTorch has them: {@code weight [64, 3, 3, 3], bias [64]}
     */
    record LayerTensors(String path, String type, String tensors) {

        boolean fits(LayerTensors other) {
            return type.equals(other.type) && tensors.equals(other.tensors);
        }

        String words() {
            return "layer %s (%s: %s)".formatted(path, type, tensors);
        }
    }

    /** Of a network whose shapes fit; layers without tensors are left out. */
    static List<LayerTensors> of(ImageShape input, ModelSpec model) {
        TensorShapes shapes = new TensorShapes(Shape.of(input));
        shapes.follow("", model.layers());
        return shapes.found;
    }

    private void follow(String prefix, List<Layer> layers) {
        for (int i = 0; i < layers.size(); i++) {
            follow(prefix + i, layers.get(i));
        }
    }

    private void follow(String path, Layer layer) {
        Shape input = shape;
        if (layer instanceof Layer.Residual block) {
            follow(path + ".layers.", block.layers());
            Shape output = shape;
            shape = input;
            follow(path + ".shortcut.", block.shortcut());
            shape = output;
            return;
        }
        List<String> tensors = tensors(layer, input.channels());
        if (!tensors.isEmpty()) {
            found.add(new LayerTensors(path, layer.type(), String.join(", ", tensors)));
        }
        shape = layer.outputShape(input);
    }

    private static List<String> tensors(Layer layer, int inputs) {
        List<String> tensors = new ArrayList<>();
        if (layer instanceof Layer.Conv2d conv) {
            Layer.Size kernel = conv.kernelSize();
            String groups = conv.groups() == 1 ? "" : " in %d groups".formatted(conv.groups());
            tensors.add(tensor("weight", conv.outChannels(), inputs / conv.groups(), kernel.height(), kernel.width())
                    + groups);
            if (conv.bias()) {
                tensors.add(tensor("bias", conv.outChannels()));
            }
        } else if (layer instanceof Layer.Linear linear) {
            tensors.add(tensor("weight", linear.outFeatures(), inputs));
            if (linear.bias()) {
                tensors.add(tensor("bias", linear.outFeatures()));
            }
        } else if (layer instanceof BatchNorm norm) {
            if (norm.affine()) {
                tensors.add(tensor("weight", inputs));
                tensors.add(tensor("bias", inputs));
            }
            tensors.add(tensor("running_mean", inputs));
        }
        return tensors;
    }

    private static String tensor(String name, int... dims) {
        return IntStream.of(dims).mapToObj(String::valueOf).collect(Collectors.joining(", ", name + " [", "]"));
    }
}

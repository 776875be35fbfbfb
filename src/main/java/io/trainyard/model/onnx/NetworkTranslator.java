package io.trainyard.model.onnx;

import io.trainyard.spec.Layer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Walks a spec's layers and writes down what each computes when it predicts. */
final class NetworkTranslator {

    private final GraphBuilder graph;
    private final LayerTranslator layers;

    NetworkTranslator(GraphBuilder graph, Weights weights) {
        this.graph = graph;
        this.layers = new LayerTranslator(graph, weights);
    }

    /** @return the logits, in the engine's order */
    Value translate(List<Layer> network, Value input) {
        Value output = translate("", network, input);
        inEngineOrder("logits.order", output);
        return graph.renameLast(OnnxExport.LOGITS);
    }

    private Value translate(String prefix, List<Layer> network, Value input) {
        Value value = input;
        for (int i = 0; i < network.size(); i++) {
            String path = prefix + i;
            value = network.get(i) instanceof Layer.Residual block
                    ? translate(path, block, value)
                    : layers.translate(path, network.get(i), value);
        }
        return value;
    }

    private Value translate(String path, Layer.Residual block, Value input) {
        Value main = translate(path + ".layers.", block.layers(), input);
        Value shortcut = translate(path + ".shortcut.", block.shortcut(), input);
        if (!Objects.equals(main.order(), shortcut.order())) {
            main = inEngineOrder(path + ".layers.order", main);
            shortcut = inEngineOrder(path + ".shortcut.order", shortcut);
        }
        return graph.add("Add", path, List.of(main.name(), shortcut.name()), main.shape())
                .with(main.order());
    }

    private Value inEngineOrder(String name, Value value) {
        FeatureOrder order = value.order();
        return order == null ? value : gather(name, value, order.onnxIndices());
    }

    private Value gather(String name, Value value, int[] indices) {
        long[] places = IntStream.of(indices).asLongStream().toArray();
        return graph.add(
                "Gather",
                name,
                List.of(value.name(), graph.constant(name + ".indices", places)),
                value.shape(),
                Attribute.of("axis", 1));
    }
}

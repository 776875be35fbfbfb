package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.learning.config.NoOp;

/** A network without branches as DL4J's {@code MultiLayerNetwork}. */
final class StockChain {

    private StockChain() {}

    static String configuration(Graph graph) {
        ListBuilder list =
                new NeuralNetConfiguration.Builder().seed(0).updater(new NoOp()).list();
        int layers = 0;
        for (Node node : graph.nodes()) {
            if (node.is(Layer.Flatten.class)) {
                // DL4J flattens on the way into the next layer.
                list.inputPreProcessor(layers, StockLayers.flatten(node));
            } else {
                if (node.operation() instanceof Node.Apply apply
                        && apply.layer() instanceof Layer.Conv2d conv
                        && StockLayers.isPaddedApart(conv)) {
                    list.layer(layers++, StockLayers.padding(conv));
                }
                list.layer(layers++, StockLayers.of(graph, node));
            }
        }
        if (!graph.endsInLinear()) {
            list.layer(layers, StockLayers.output());
        }
        MultiLayerConfiguration configuration = list.build();
        // With workspaces, stock DL4J refuses to predict when the first layer hands its input on, as dropout does.
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        configuration.getConfs().forEach(StockLayers::nameVariables);
        return configuration.toJson();
    }
}

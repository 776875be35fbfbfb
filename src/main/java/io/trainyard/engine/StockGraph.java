package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.Activation;
import io.trainyard.spec.Layer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.learning.config.NoOp;

/** A network as DL4J's {@code ComputationGraph}, whose vertices have the nodes' paths for names. */
final class StockGraph {

    private static final String INPUT = "images";
    private static final String OUTPUT = "probabilities";

    private final Graph graph;
    private final GraphBuilder builder =
            new NeuralNetConfiguration.Builder().seed(0).updater(new NoOp()).graphBuilder();

    private StockGraph(Graph graph) {
        this.graph = graph;
    }

    /** Whether it takes more than DL4J's {@code MultiLayerNetwork}. */
    static boolean isNeeded(Graph graph) {
        return !graph.isChain()
                || graph.nodes().stream().anyMatch(node -> node.is(Activation.Gelu.class) || isUnevenPool(node));
    }

    static String configuration(Graph graph) {
        return new StockGraph(graph).configuration().toJson();
    }

    private ComputationGraphConfiguration configuration() {
        builder.addInputs(INPUT);
        graph.nodes().forEach(this::add);
        if (!graph.endsInLinear()) {
            builder.addLayer(OUTPUT, StockLayers.output(), graph.last().path());
        }
        builder.setOutputs(graph.endsInLinear() ? graph.last().path() : OUTPUT);
        ComputationGraphConfiguration configuration = builder.build();
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        configuration.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .forEach(vertex -> StockLayers.nameVariables(((LayerVertex) vertex).getLayerConf()));
        keepOrder(configuration);
        return configuration;
    }

    /** DL4J would sort the vertices by itself, and their parameters with them. */
    private static void keepOrder(ComputationGraphConfiguration configuration) {
        List<String> names = Stream.concat(Stream.of(INPUT), configuration.getVertices().keySet().stream())
                .toList();
        configuration.setTopologicalOrder(IntStream.range(0, names.size()).toArray());
        configuration.setTopologicalOrderStr(names);
    }

    private void add(Node node) {
        String[] inputs = isInPlace(node)
                ? new String[] {copy(node)}
                : node.inputs().stream().map(this::name).toArray(String[]::new);
        if (node.operation() instanceof Node.Add) {
            builder.addVertex(node.path(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
        } else if (node.is(Layer.Flatten.class)) {
            builder.addVertex(node.path(), new PreprocessorVertex(StockLayers.flatten(node)), inputs);
        } else if (node.is(Activation.Gelu.class)) {
            addGelu(node.path(), inputs[0]);
        } else if (isUnevenPool(node)) {
            new StockUnevenPool(builder, node).add(inputs[0]);
        } else if (node.operation() instanceof Node.Apply apply
                && apply.layer() instanceof Layer.Conv2d conv
                && StockLayers.isPaddedApart(conv)) {
            builder.addLayer(node.path() + ".padding", StockLayers.padding(conv), inputs);
            builder.addLayer(node.path(), StockLayers.of(graph, node), node.path() + ".padding");
        } else {
            builder.addLayer(node.path(), StockLayers.of(graph, node), inputs);
        }
    }

    private static boolean isUnevenPool(Node node) {
        return node.operation() instanceof Node.Apply apply
                && apply.layer() instanceof Layer.AdaptiveAvgPool2d pool
                && !pool.isEven(node.input());
    }

    /** DL4J's activations overwrite their input when it predicts, and dropout and flatten hand theirs on. */
    private static boolean isInPlace(Node node) {
        return node.operation() instanceof Node.Apply apply
                && (apply.layer() instanceof Activation
                        || apply.layer() instanceof Layer.Dropout
                        || apply.layer() instanceof Layer.Dropout2d
                        || apply.layer() instanceof Layer.Flatten);
    }

    /** A node's input, or a copy of it if another node takes it, too. */
    private String copy(Node node) {
        int input = node.inputs().get(0);
        boolean shared = graph.nodes().stream()
                .anyMatch(other -> !other.equals(node) && other.inputs().contains(input));
        if (!shared) {
            return name(input);
        }
        String copy = node.path() + ".input";
        builder.addVertex(copy, new ScaleVertex(1), name(input));
        return copy;
    }

    private String name(int node) {
        return node == Node.IMAGES ? INPUT : graph.nodes().get(node).path();
    }

    /**
     * x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)), since DL4J's own formulas, GELU and its precise form, are off by up
     * to 0.02 and 0.03.
     */
    private void addGelu(String name, String x) {
        double linear = 2 * Math.sqrt(2 / Math.PI);
        builder.addVertex(name + ".linear", new ScaleVertex(linear), x);
        builder.addVertex(name + ".root", new ScaleVertex(Math.cbrt(0.044715 * linear)), x);
        builder.addLayer(name + ".cube", StockLayers.activation(new ActivationCube()), name + ".root");
        builder.addVertex(
                name + ".sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + ".linear", name + ".cube");
        builder.addLayer(name + ".gate", StockLayers.activation(new ActivationSigmoid()), name + ".sum");
        builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), x, name + ".gate");
    }
}

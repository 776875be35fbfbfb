package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's layers called one by one. Everything that a pass allocates lies in one workspace, which is emptied at the next
 * pass and keeps its memory, so that a step allocates nothing new.
 */
final class LayerChain implements Executor {

    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private static final AtomicLong COUNT = new AtomicLong();

    private final MultiLayerNetwork network;
    private final List<Node> nodes;
    private final INDArray[] outputs;
    private final String workspace;
    private final LayerWorkspaceMgr manager;

    LayerChain(MultiLayerNetwork network, Graph graph) {
        this.network = network;
        this.nodes = layerNodes(graph);
        this.outputs = new INDArray[network.getnLayers()];
        this.workspace = "trainyard-" + COUNT.incrementAndGet();
        this.manager = LayerWorkspaceMgr.builder()
                .defaultWorkspace(workspace, WORKSPACE)
                .build();
    }

    /** The nodes that are layers in DL4J, in its order; a flatten is none. */
    static List<Node> layerNodes(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> !node.is(io.trainyard.spec.Layer.Flatten.class))
                .toList();
    }

    @Override
    public void train(Batch batch, long seed, UnaryOperator<float[]> lossGradient) {
        Nd4j.getRandom().setSeed(seed);
        try (MemoryWorkspace scope = workspace()) {
            scope.notifyScopeEntered();
            INDArray logits = forward(batch, true);
            float[] gradient = lossGradient.apply(values(logits));
            backward(Nd4j.create(gradient, logits.shape(), 'c'), batch.size());
        }
    }

    @Override
    public BatchStatistics statistics(Node node) {
        var norm = (BatchNormalization) network.getLayer(nodes.indexOf(node));
        var helper = (BatchNormalizationHelper) norm.getHelper();
        float[] mean = helper.getMeanCache(DataType.FLOAT).toFloatVector();
        long values = norm.input().length() / mean.length;
        return new BatchStatistics(mean, helper.getVarCache(DataType.FLOAT).toFloatVector(), values);
    }

    @Override
    public @Nullable FloatBuffer output(Node node) {
        int layer = nodes.indexOf(node);
        return layer < 0 ? null : outputs[layer].dup('c').data().asNioFloat();
    }

    @Override
    public float[] evaluate(Batch batch) {
        try (MemoryWorkspace scope = workspace()) {
            scope.notifyScopeEntered();
            return values(forward(batch, false));
        }
    }

    @Override
    public void close() {
        Nd4j.getWorkspaceManager().destroyWorkspace(workspace());
    }

    private MemoryWorkspace workspace() {
        return Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(WORKSPACE, workspace);
    }

    private static float[] values(INDArray logits) {
        return logits.dup('c').data().asFloat();
    }

    private INDArray forward(Batch batch, boolean training) {
        var image = batch.shape();
        long[] shape = {batch.size(), image.height(), image.width(), image.channels()};
        INDArray activations = Nd4j.create(batch.images(), shape, 'c').castTo(DataType.FLOAT);
        for (int i = 0; i < network.getnLayers(); i++) {
            InputPreProcessor preProcessor = preProcessor(i);
            if (preProcessor != null) {
                activations = preProcessor.preProcess(activations, batch.size(), manager);
            }
            Layer layer = network.getLayer(i);
            layer.setInput(activations, manager);
            activations = layer.activate(training, manager);
            outputs[i] = activations;
        }
        return activations;
    }

    private void backward(INDArray gradient, int size) {
        for (int i = network.getnLayers() - 1; i >= 0; i--) {
            gradient = network.getLayer(i).backpropGradient(gradient, manager).getSecond();
            InputPreProcessor preProcessor = preProcessor(i);
            if (preProcessor != null) {
                gradient = preProcessor.backprop(gradient, size, manager);
            }
        }
    }

    private @Nullable InputPreProcessor preProcessor(int layer) {
        return network.getLayerWiseConfigurations().getInputPreProcess(layer);
    }
}

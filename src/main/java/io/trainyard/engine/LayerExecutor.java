package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Liveness;
import io.trainyard.engine.network.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
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
final class LayerExecutor implements Executor {

    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private static final AtomicLong COUNT = new AtomicLong();

    private final List<Node> nodes;
    private final Map<Node, Step> steps = new HashMap<>();
    private final Map<Integer, INDArray> outputs = new HashMap<>();
    private final RunningStatistics statistics;
    private final String workspace;
    private final LayerWorkspaceMgr manager;

    LayerExecutor(Graph graph, Parameters parameters) {
        LayerFactory factory = new LayerFactory(parameters);
        this.nodes = graph.nodes();
        this.statistics = new RunningStatistics(graph, parameters, this::statistics);
        for (Node node : nodes) {
            if (node.operation() instanceof Node.Apply apply) {
                steps.put(node, factory.step(node, apply.layer()));
            }
        }
        this.workspace = "trainyard-" + COUNT.incrementAndGet();
        this.manager = LayerWorkspaceMgr.builder()
                .defaultWorkspace(workspace, WORKSPACE)
                .build();
    }

    @Override
    public void train(Batch batch, long seed, UnaryOperator<float[]> lossGradient) {
        Nd4j.getRandom().setSeed(seed);
        try (MemoryWorkspace scope = workspace()) {
            scope.notifyScopeEntered();
            INDArray logits = forward(batch, true);
            statistics.update();
            float[] gradient = lossGradient.apply(values(logits));
            backward(Nd4j.create(gradient, logits.shape(), 'c'));
        }
    }

    @Override
    public void parametersChanged() {
        // layers read them in every pass
    }

    @Override
    public float[] evaluate(Batch batch) {
        try (MemoryWorkspace scope = workspace()) {
            scope.notifyScopeEntered();
            return values(forward(batch, false));
        }
    }

    private static float[] values(INDArray logits) {
        return logits.dup('c').data().asFloat();
    }

    private INDArray forward(Batch batch, boolean training) {
        var image = batch.shape();
        long[] shape = {batch.size(), image.height(), image.width(), image.channels()};
        outputs.put(Node.IMAGES, Nd4j.create(batch.images(), shape, 'c').castTo(DataType.FLOAT));
        for (Node node : nodes) {
            INDArray input = input(node, 0);
            Step step = steps.get(node);
            outputs.put(
                    node.index(), step == null ? input.add(input(node, 1)) : step.forward(input, training, manager));
        }
        return outputs.get(nodes.size() - 1);
    }

    private INDArray input(Node node, int which) {
        return outputs.get(node.inputs().get(which));
    }

    private void backward(INDArray lossGradient) {
        Map<Integer, INDArray> gradients = new HashMap<>();
        gradients.put(nodes.size() - 1, lossGradient);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            INDArray gradient = gradients.remove(i);
            Step step = steps.get(nodes.get(i));
            INDArray forInput = step == null ? gradient : step.backward(gradient, manager);
            for (int input : nodes.get(i).inputs()) {
                if (input != Node.IMAGES) {
                    gradients.merge(input, forInput, INDArray::add);
                }
            }
        }
    }

    private RunningStatistics.BatchStatistics statistics(Node node) {
        var norm = (BatchNormalization) ((Step.OfLayer) steps.get(node)).layer();
        var helper = (BatchNormalizationHelper) norm.getHelper();
        float[] mean = helper.getMeanCache(DataType.FLOAT).toFloatVector();
        long values = norm.input().length() / mean.length;
        return new RunningStatistics.BatchStatistics(
                mean, helper.getVarCache(DataType.FLOAT).toFloatVector(), values);
    }

    @Override
    public List<Liveness> liveness() {
        return nodes.stream().map(this::liveness).toList();
    }

    private Liveness liveness(Node node) {
        int units = node.output().channels();
        Liveness seen = new Liveness(units);
        seen.add(outputs.get(node.index()).dup('c').data().asFloat(), 0, units);
        return seen;
    }

    @Override
    public void share(int count, IntConsumer piece) {
        IntStream.range(0, count).parallel().forEach(piece);
    }

    @Override
    public void close() {
        Nd4j.getWorkspaceManager().destroyWorkspace(workspace());
    }

    private MemoryWorkspace workspace() {
        return Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(WORKSPACE, workspace);
    }
}

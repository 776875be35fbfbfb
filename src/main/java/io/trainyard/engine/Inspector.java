package io.trainyard.engine;

import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Liveness;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Layer;
import io.trainyard.training.diagnosis.Inspection;
import io.trainyard.training.diagnosis.Inspection.Activation;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Looks into a step: at its forward pass, then before and after the update. */
final class Inspector {

    private final Graph graph;
    private final Executor executor;
    private final INDArray values;
    private final List<Watched> watched;
    private List<Activation> activations = List.of();

    /** As large as all parameters; made when it is first needed, and kept, since the system takes long to give so much memory. */
    private @Nullable INDArray before;

    Inspector(Graph graph, Parameters parameters, Executor executor) {
        this.graph = graph;
        this.executor = executor;
        this.values = parameters.values();
        this.watched = parameters.layout().stream()
                .filter(parameter -> parameter.kind().trainable())
                .map(parameter -> Watched.of(parameter, parameters))
                .toList();
    }

    /** A parameter tensor, and its parts of the vectors of values and of gradients. */
    private record Watched(Parameter parameter, INDArray values, INDArray gradients) {

        static Watched of(Parameter parameter, Parameters parameters) {
            return new Watched(parameter, parameters.values(parameter), parameters.gradients(parameter));
        }

        INDArray of(INDArray vector) {
            return vector.get(NDArrayIndex.interval(parameter.offset(), parameter.end()));
        }
    }

    /** To be called when the forward pass is done and the backward pass has not begun. */
    void forward() {
        List<Liveness> seen = executor.liveness();
        activations = graph.nodes().stream()
                .map(node -> activation(node, seen.get(node.index())))
                .toList();
    }

    private static Activation activation(Node node, Liveness seen) {
        int dead = node.is(Layer.Relu.class) ? seen.deadUnits() : 0;
        return new Activation(node.path(), type(node), seen.units(), dead, seen.isFinite());
    }

    private static String type(Node node) {
        return node.operation() instanceof Node.Apply apply ? apply.layer().type() : "residual";
    }

    /** A step that failed in its forward pass. */
    Inspection failed() {
        return inspection(watched.stream()
                .map(tensor -> facts(tensor, Double.NaN, Double.NaN))
                .toList());
    }

    /** @param update moves the parameters by the gradients, which it may use up */
    Inspection around(Runnable update) {
        INDArray change = copyOfValues();
        List<Tensor> facts = watched.stream()
                .map(tensor -> facts(tensor, rms(tensor.gradients()), 0))
                .toList();
        update.run();
        change.subi(values);
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            tensors.add(withUpdates(facts.get(i), rms(watched.get(i).of(change))));
        }
        return inspection(tensors);
    }

    private INDArray copyOfValues() {
        if (before == null) {
            before = values.dup();
        } else {
            before.assign(values);
        }
        return before;
    }

    private Inspection inspection(List<Tensor> tensors) {
        return new Inspection(activations, tensors);
    }

    private Tensor facts(Watched tensor, double gradientRms, double updateRms) {
        Node node = graph.nodes().get(tensor.parameter().node());
        double size = rms(tensor.values());
        return new Tensor(
                node.path(),
                tensor.parameter().type(),
                ParameterTensors.name(tensor.parameter().kind()),
                size,
                Double.isNaN(size) ? size : largest(tensor.values()),
                gradientRms,
                updateRms);
    }

    private static Tensor withUpdates(Tensor tensor, double updates) {
        return new Tensor(
                tensor.path(),
                tensor.layer(),
                tensor.name(),
                tensor.weights(),
                tensor.largest(),
                tensor.gradients(),
                updates);
    }

    private static double rms(INDArray values) {
        return Nd4j.getBlasWrapper().level1().nrm2(values) / Math.sqrt(values.length());
    }

    /** Of numbers: it passes over a NaN. */
    private static double largest(INDArray values) {
        return values.amaxNumber().doubleValue();
    }
}

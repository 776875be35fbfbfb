package io.trainyard.engine;

import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.training.diagnosis.Inspection;
import io.trainyard.training.diagnosis.Inspection.Activation;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Looks into a step: at its forward pass, then before and after the update. */
final class Inspector {

    private final Graph graph;
    private final List<Parameter> layout;
    private final INDArray flat;
    private final INDArray gradients;
    private final Executor executor;
    private List<Activation> activations = List.of();

    Inspector(Graph graph, Parameters parameters, Executor executor) {
        this.graph = graph;
        this.layout = parameters.layout().stream()
                .filter(parameter -> parameter.kind().trainable())
                .toList();
        this.flat = parameters.values();
        this.gradients = parameters.gradients();
        this.executor = executor;
    }

    /** To be called when the forward pass is done and the backward pass has not begun. */
    void forward() {
        activations = new ArrayList<>();
        for (Node node : graph.nodes()) {
            FloatBuffer output = executor.output(node);
            if (output != null) {
                activations.add(activation(node, output));
            }
        }
    }

    private static Activation activation(Node node, FloatBuffer output) {
        float[] values = new float[output.remaining()];
        output.duplicate().get(values);
        boolean relu = node.is(io.trainyard.spec.Layer.Relu.class);
        int units = node.output().channels();
        return new Activation(node.path(), type(node), units, relu ? deadUnits(values, units) : 0, isFinite(values));
    }

    private static String type(Node node) {
        return node.operation() instanceof Node.Apply apply ? apply.layer().type() : "residual";
    }

    /** The units are the last dimension, whether channels or features. */
    private static int deadUnits(float[] values, int units) {
        boolean[] alive = new boolean[units];
        int dead = units;
        for (int i = 0; i < values.length && dead > 0; i++) {
            if (values[i] != 0 && !alive[i % units]) {
                alive[i % units] = true;
                dead--;
            }
        }
        return dead;
    }

    private static boolean isFinite(float[] values) {
        float sum = 0; // 0 * value is NaN for what is not finite
        for (float value : values) {
            sum += 0 * value;
        }
        return sum == 0;
    }

    /** A step that failed in its forward pass. */
    Inspection failed() {
        return inspection(layout.stream()
                .map(parameter -> tensor(parameter, Double.NaN, Double.NaN))
                .toList());
    }

    /** @param update moves the parameters by the gradients, which it may use up */
    Inspection around(Runnable update) {
        INDArray change = flat.dup();
        List<Tensor> before = layout.stream()
                .map(parameter -> tensor(parameter, rms(parameter, gradients), 0))
                .toList();
        update.run();
        change.subi(flat);
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            tensors.add(withUpdates(before.get(i), rms(layout.get(i), change)));
        }
        change.close();
        return inspection(tensors);
    }

    private Inspection inspection(List<Tensor> tensors) {
        return new Inspection(activations, tensors);
    }

    private Tensor tensor(Parameter parameter, double gradientRms, double updateRms) {
        return new Tensor(
                graph.nodes().get(parameter.node()).path(),
                parameter.type(),
                ParameterTensors.name(parameter.kind()),
                rms(parameter, flat),
                largest(parameter),
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

    private static double rms(Parameter parameter, INDArray vector) {
        return Nd4j.getBlasWrapper().level1().nrm2(of(parameter, vector)) / Math.sqrt(parameter.length());
    }

    private double largest(Parameter parameter) {
        double size = rms(parameter, flat); // a NaN shows here, but is passed over by the maximum
        return Double.isNaN(size) ? size : of(parameter, flat).amaxNumber().doubleValue();
    }

    private static INDArray of(Parameter parameter, INDArray vector) {
        return vector.get(NDArrayIndex.interval(parameter.offset(), parameter.end()));
    }
}

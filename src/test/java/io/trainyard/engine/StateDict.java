package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import io.trainyard.training.Engine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An engine's parameters and running statistics as the state_dict of a torch.nn.Sequential of the spec's layers: names
 * like {@code 0.weight}, {@code 1.running_var} and {@code 4.shortcut.0.weight}; convolutions [out, in / groups, kh, kw], linear layers [out, in] with the
 * inputs in PyTorch's order, channels first, where a flatten goes before; so have batch_norm1d their features.
 */
public final class StateDict {

    /** @param map the shape that the inputs had before they were flattened; of one value each where they were not */
    private record Entry(Parameter parameter, long[] shape, Shape map) {}

    private static final Shape SINGLE = Shape.of(1, 1, 1);

    private final INDArray flat;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public StateDict(ExperimentSpec spec, Engine engine) {
        Dl4jEngine dl4j = (Dl4jEngine) engine;
        this.flat = dl4j.flat();
        Graph graph = Graph.of(spec.dataset().name().shape(), spec.model().layers());
        for (Parameter parameter : dl4j.layout()) {
            Node node = graph.nodes().get(parameter.node());
            boolean features = node.is(Layer.BatchNorm1d.class)
                    || node.is(Layer.Linear.class) && parameter.kind().isProperWeight();
            entries.put(
                    node.path() + "." + ParameterTensors.name(parameter.kind()),
                    new Entry(parameter, shape(parameter, node), features ? flattened(graph, node) : SINGLE));
        }
    }

    private static long[] shape(Parameter parameter, Node node) {
        return ParameterTensors.shape(parameter, node).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static Shape flattened(Graph graph, Node node) {
        Node before = node;
        while (before.inputs().get(0) != Node.IMAGES) {
            before = graph.nodes().get(before.inputs().get(0));
            if (before.is(Layer.Flatten.class)) {
                return before.input();
            } else if (before.is(Layer.Linear.class)) {
                return SINGLE;
            }
        }
        return SINGLE;
    }

    public Set<String> names() {
        return entries.keySet();
    }

    public long[] shape(String name) {
        return entries.get(name).shape().clone();
    }

    public float[] get(String name) {
        Entry entry = entries.get(name);
        float[] own = place(entry).toFloatVector();
        float[] values = new float[own.length];
        for (int i = 0; i < own.length; i++) {
            values[i] = own[ownIndex(i, entry.map())];
        }
        return values;
    }

    public void put(String name, float[] values) {
        Entry entry = entries.get(name);
        float[] own = new float[values.length];
        for (int i = 0; i < own.length; i++) {
            own[ownIndex(i, entry.map())] = values[i];
        }
        place(entry).assign(Nd4j.createFromArray(own));
    }

    private INDArray place(Entry entry) {
        return flat.get(NDArrayIndex.interval(
                entry.parameter().offset(), entry.parameter().end()));
    }

    /** The engine flattens height, width, channel; PyTorch channel, height, width. */
    private static int ownIndex(int index, Shape map) {
        int inputs = (int) map.size();
        int pixels = map.height() * map.width();
        int input = index % inputs;
        return index - input + input % pixels * map.channels() + input / pixels;
    }
}

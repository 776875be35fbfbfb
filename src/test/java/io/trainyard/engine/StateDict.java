package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import io.trainyard.training.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An engine's parameters and running statistics as the state_dict of a torch.nn.Sequential of the spec's layers: names
 * like {@code 0.weight} and {@code 1.running_var}; convolutions [out, in, kh, kw], linear layers [out, in] with the
 * inputs in PyTorch's order, channels first, where a flatten goes before; so have batch_norm1d their features.
 */
public final class StateDict {

    /** @param map the shape that the inputs had before they were flattened; of one value each where they were not */
    private record Entry(Parameter parameter, long[] shape, Shape map) {}

    private final INDArray flat;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public StateDict(ExperimentSpec spec, Engine engine) {
        Dl4jEngine dl4j = (Dl4jEngine) engine;
        this.flat = dl4j.flat();
        List<Parameter> layout = new ArrayList<>(dl4j.layout());
        Shape shape = Shape.of(spec.dataset().name().shape());
        Shape map = Shape.of(1, 1, 1);
        for (int i = 0; i < spec.model().layers().size(); i++) {
            Layer layer = spec.model().layers().get(i);
            if (layer instanceof Layer.Flatten) {
                map = shape;
            } else if (!layout.isEmpty() && layer.type().equals(layout.get(0).type())) {
                int owner = layout.get(0).node();
                while (!layout.isEmpty() && layout.get(0).node() == owner) {
                    add(i, layout.remove(0), layer, shape, map);
                }
                map = layer instanceof Layer.Linear ? Shape.of(1, 1, 1) : map;
            }
            shape = layer.outputShape(shape);
        }
    }

    private void add(int index, Parameter parameter, Layer layer, Shape input, Shape map) {
        long[] shape = {parameter.length()};
        if (parameter.kind() == Parameter.Kind.WEIGHT && layer instanceof Layer.Conv2d conv) {
            shape = new long[] {
                conv.outChannels(),
                input.channels(),
                conv.kernelSize().height(),
                conv.kernelSize().width()
            };
        } else if (parameter.kind() == Parameter.Kind.WEIGHT) {
            shape = new long[] {parameter.length() / input.size(), input.size()};
        }
        boolean flat = layer instanceof Layer.Linear && shape.length == 2 || layer instanceof Layer.BatchNorm1d;
        entries.put(index + "." + name(parameter.kind()), new Entry(parameter, shape, flat ? map : Shape.of(1, 1, 1)));
    }

    private static String name(Parameter.Kind kind) {
        return switch (kind) {
            case WEIGHT, SCALE -> "weight";
            case BIAS, SHIFT -> "bias";
            case RUNNING_MEAN -> "running_mean";
            case RUNNING_VARIANCE -> "running_var";
        };
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

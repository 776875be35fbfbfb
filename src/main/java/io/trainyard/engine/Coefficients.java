package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Layer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a network's parameters go in the vector of the DL4J network that is saved. They keep their order; a grouped
 * convolution's weights [out, in / groups, kh, kw] are spread over [out, in, kh, kw], with zeros in between.
 *
 * @param length of DL4J's vector
 */
record Coefficients(long length, List<Run> runs) {

    /** Values that lie side by side in both vectors. */
    record Run(long from, long to, long length) {}

    static Coefficients of(Graph graph) {
        List<Run> runs = new ArrayList<>();
        long end = 0;
        for (Parameter parameter : Parameter.of(graph)) {
            Node node = graph.nodes().get(parameter.node());
            int groups = groups(parameter, node);
            end = append(runs, parameter, groups, end);
        }
        return new Coefficients(end, List.copyOf(runs));
    }

    /** How many times as long a parameter is in DL4J's vector. */
    static int groups(Parameter parameter, Node node) {
        return parameter.kind() == Parameter.Kind.WEIGHT
                        && node.operation() instanceof Node.Apply apply
                        && apply.layer() instanceof Layer.Conv2d conv
                ? conv.groups()
                : 1;
    }

    /** @return the end of what is appended */
    private static long append(List<Run> runs, Parameter parameter, int groups, long start) {
        if (groups == 1) {
            runs.add(new Run(parameter.offset(), start, parameter.length()));
            return start + parameter.length();
        }
        int outputs = parameter.outputs();
        long length = parameter.fanIn();
        for (int output = 0; output < outputs; output++) {
            int group = output / (outputs / groups);
            runs.add(new Run(
                    parameter.offset() + output * length, start + (output * (long) groups + group) * length, length));
        }
        return start + outputs * groups * length;
    }

    boolean isIdentity() {
        return runs.stream().allMatch(run -> run.from() == run.to());
    }

    /** DL4J's vector. */
    float[] spread(FloatBuffer parameters) {
        float[] to = new float[Math.toIntExact(length)];
        runs.forEach(run -> parameters.get((int) run.from(), to, (int) run.to(), (int) run.length()));
        return to;
    }

    /** Undoes {@link #spread}. */
    void gather(INDArray coefficients, INDArray parameters) {
        float[] from = coefficients.toFloatVector();
        float[] to = parameters.toFloatVector();
        runs.forEach(run -> System.arraycopy(from, (int) run.to(), to, (int) run.from(), (int) run.length()));
        parameters.assign(Nd4j.createFromArray(to));
    }
}

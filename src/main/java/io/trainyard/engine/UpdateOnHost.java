package io.trainyard.engine;

import io.trainyard.engine.network.Threads;
import io.trainyard.engine.optimizer.HostUpdate;
import io.trainyard.spec.GradientClipping;
import io.trainyard.spec.Optimizer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The optimizer's pass over vectors that lie in host memory. */
final class UpdateOnHost implements Update {

    private final List<INDArray> states;
    private final HostUpdate update;

    UpdateOnHost(Threads threads, Optimizer optimizer, @Nullable GradientClipping clipping, Parameters parameters) {
        this.states = Stream.generate(
                        () -> Nd4j.zeros(DataType.FLOAT, parameters.values().length()))
                .limit(optimizer.buffersPerParameter())
                .toList();
        this.update = new HostUpdate(
                threads,
                optimizer,
                clipping,
                parameters.layout(),
                buffer(parameters.values()),
                buffer(parameters.gradients()),
                states.stream().map(UpdateOnHost::buffer).toList());
    }

    private static FloatBuffer buffer(INDArray vector) {
        return vector.data().asNioFloat();
    }

    @Override
    public List<INDArray> states() {
        return states;
    }

    @Override
    public boolean apply(double learningRate, long iteration) {
        return update.apply(learningRate, iteration);
    }
}

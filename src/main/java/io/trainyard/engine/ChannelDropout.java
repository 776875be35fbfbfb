package io.trainyard.engine;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.NullUnmarked;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/** Drops whole channels of batch x height x width x channels; what remains is divided by {@code retain}. */
@NullUnmarked
final class ChannelDropout implements IDropout {

    private static final long serialVersionUID = 1;

    private final double retain;
    private transient INDArray mask;

    /** @param retain the probability of a channel to stay */
    ChannelDropout(double retain) {
        this.retain = retain;
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspace) {
        mask = workspace
                .createUninitialized(ArrayType.INPUT, output.dataType(), input.size(0), input.size(3))
                .assign(1.0);
        Nd4j.getExecutioner().exec(new DropOutInverted(mask, retain));
        return Broadcast.mul(input, mask, output, 0, 3);
    }

    @Override
    public INDArray backprop(INDArray outputGradient, INDArray inputGradient, int iteration, int epoch) {
        Broadcast.mul(outputGradient, mask, inputGradient, 0, 3);
        mask = null;
        return inputGradient;
    }

    @Override
    public void clear() {
        mask = null;
    }

    @Override
    public IDropout clone() {
        return new ChannelDropout(retain);
    }
}

package io.trainyard.engine;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.NullUnmarked;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch x height x width x channels to batch x features, in this order. */
@NullUnmarked
final class Flatten implements Step {

    private long[] shape;

    @Override
    public INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspace) {
        shape = input.shape();
        return input.reshape('c', shape[0], input.length() / shape[0]);
    }

    @Override
    public INDArray backward(INDArray gradient, LayerWorkspaceMgr workspace) {
        return gradient.reshape('c', shape);
    }
}

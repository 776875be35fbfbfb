package io.trainyard.engine;

import io.trainyard.spec.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A convolution behind zeros that differ from side to side, which DL4J's own layer cannot have; NHWC.
 *
 * @param convolution without padding of its own
 * @param before zeros above and on the left
 * @param after zeros below and on the right
 */
record PaddedConvolution(Step convolution, Layer.Size before, Layer.Size after) implements Step {

    @Override
    public INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspace) {
        INDArray padded = Nd4j.zeros(
                DataType.FLOAT,
                input.size(0),
                input.size(1) + before.height() + after.height(),
                input.size(2) + before.width() + after.width(),
                input.size(3));
        padded.get(inside(padded)).assign(input);
        return convolution.forward(padded, training, workspace);
    }

    @Override
    public @Nullable INDArray backward(INDArray gradient, LayerWorkspaceMgr workspace) {
        INDArray padded = convolution.backward(gradient, workspace);
        return padded == null ? null : padded.get(inside(padded)).dup('c');
    }

    private INDArrayIndex[] inside(INDArray padded) {
        return new INDArrayIndex[] {
            NDArrayIndex.all(),
            NDArrayIndex.interval(before.height(), padded.size(1) - after.height()),
            NDArrayIndex.interval(before.width(), padded.size(2) - after.width()),
            NDArrayIndex.all()
        };
    }
}

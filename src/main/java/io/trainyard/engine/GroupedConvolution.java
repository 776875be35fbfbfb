package io.trainyard.engine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * DL4J has no grouped convolution, so this is one convolution per group, each on its share of the channels, NHWC.
 *
 * @param groups convolutions without bias
 * @param bias of all output channels; null for none
 * @param biasGradient written on the way back; null for none
 */
record GroupedConvolution(
        List<Step> groups,
        @Nullable INDArray bias,
        @Nullable INDArray biasGradient) implements Step {

    private static final int CHANNELS = 3;

    @Override
    public INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspace) {
        List<INDArray> outputs = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            outputs.add(groups.get(i).forward(share(input, i), training, workspace));
        }
        INDArray output = Nd4j.concat(CHANNELS, outputs.toArray(INDArray[]::new));
        return bias == null ? output : Broadcast.add(output, bias, output, CHANNELS);
    }

    @Override
    public @Nullable INDArray backward(INDArray gradient, LayerWorkspaceMgr workspace) {
        if (biasGradient != null) {
            biasGradient.assign(gradient.sum(0, 1, 2));
        }
        List<INDArray> gradients = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            INDArray own = groups.get(i).backward(share(gradient, i), workspace);
            if (own != null) {
                gradients.add(own);
            }
        }
        return gradients.isEmpty() ? null : Nd4j.concat(CHANNELS, gradients.toArray(INDArray[]::new));
    }

    private INDArray share(INDArray channelsLast, int group) {
        long channels = channelsLast.size(CHANNELS) / groups.size();
        return channelsLast
                .get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(group * channels, (group + 1) * channels))
                .dup('c');
    }
}

package io.trainyard.engine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Batch norm's running mean and variance, kept as PyTorch keeps them: new = (1 - momentum) old + momentum batch, with
 * the unbiased batch variance. DL4J's own way, a pseudo-gradient with the biased one, is not used.
 */
final class RunningStatistics {

    private record Norm(BatchNormalization layer, INDArray mean, INDArray variance) {}

    private final List<Norm> norms = new ArrayList<>();

    RunningStatistics(MultiLayerNetwork network, List<Parameter> layout, INDArray flat) {
        for (Parameter parameter : layout) {
            if (parameter.kind() == Parameter.Kind.RUNNING_MEAN) {
                norms.add(new Norm(
                        (BatchNormalization) network.getLayer(parameter.layer()),
                        flat.get(NDArrayIndex.interval(parameter.offset(), parameter.end())),
                        flat.get(NDArrayIndex.interval(parameter.end(), parameter.end() + parameter.length()))));
            }
        }
    }

    /** Takes in the statistics of the training pass just done. */
    void update() {
        norms.forEach(RunningStatistics::update);
    }

    private static void update(Norm norm) {
        BatchNormalizationHelper helper =
                (BatchNormalizationHelper) norm.layer().getHelper();
        double momentum = 1 - norm.layer().layerConf().getDecay();
        double values = (double) norm.layer().input().length() / norm.mean().length();
        double unbias = values > 1 ? values / (values - 1) : 1;
        norm.mean().muli(1 - momentum);
        UpdateRule.axpy(momentum, helper.getMeanCache(DataType.FLOAT), norm.mean());
        norm.variance().muli(1 - momentum);
        UpdateRule.axpy(momentum * unbias, helper.getVarCache(DataType.FLOAT), norm.variance());
    }
}

package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Exponential moving average of the trainable parameters, as torch.optim.swa_utils.AveragedModel with
 * get_ema_multi_avg_fn: the parameters after the first step, then decay * average + (1 - decay) * parameters after each
 * further one. Running statistics are the current network's.
 *
 * <p>One of the two, parameters or average, lies in the network and the other one here; they change places between
 * training and evaluation.
 */
final class WeightAverage {

    private final double decay;
    private final INDArray other;
    private final List<INDArray> inNetwork;
    private final List<INDArray> inOther;
    private boolean averageInNetwork;

    WeightAverage(double decay, Parameters parameters) {
        this.decay = decay;
        this.other = parameters.values().dup();
        this.inNetwork = trainable(parameters.layout(), parameters.values());
        this.inOther = trainable(parameters.layout(), other);
    }

    private static List<INDArray> trainable(List<Parameter> layout, INDArray vector) {
        return layout.stream()
                .filter(parameter -> parameter.kind().trainable())
                .map(parameter -> vector.get(NDArrayIndex.interval(parameter.offset(), parameter.end())))
                .toList();
    }

    /** Puts the parameters themselves into the network, to train them. */
    void showParameters() {
        show(false);
    }

    /** Puts the average into the network, to evaluate or save it. */
    void showAverage() {
        show(true);
    }

    private void show(boolean average) {
        if (averageInNetwork != average) {
            for (int i = 0; i < inNetwork.size(); i++) {
                Nd4j.getBlasWrapper().level1().swap(inNetwork.get(i), inOther.get(i));
            }
            averageInNetwork = average;
        }
    }

    /**
     * Takes in the parameters after a step; they must be in the network.
     *
     * @param iteration the step's, 1-based
     */
    void update(long iteration) {
        for (int i = 0; i < inNetwork.size(); i++) {
            INDArray average = inOther.get(i);
            if (iteration == 1) {
                average.assign(inNetwork.get(i));
            } else {
                average.muli(decay);
                UpdateRule.axpy(1 - decay, inNetwork.get(i), average);
            }
        }
    }

    /** What a checkpoint must hold beside the network's vector while the average is in it. */
    INDArray parametersAside() {
        showAverage();
        return other;
    }
}

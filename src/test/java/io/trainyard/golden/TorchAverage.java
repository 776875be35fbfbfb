package io.trainyard.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * torch.optim.swa_utils.AveragedModel with get_ema_multi_avg_fn, which libtorch lacks, by its own steps: the first update
 * copies the parameters, every later one is lerp_(parameter, 1 - decay); buffers are those of the model.
 */
final class TorchAverage {

    private final Scalar weight;
    private final List<Tensor> parameters = new ArrayList<>();
    private final List<Tensor> averages = new ArrayList<>();
    private boolean started;

    TorchAverage(double decay, TensorVector parameters) {
        this.weight = new Scalar(1 - decay);
        for (long i = 0; i < parameters.size(); i++) {
            Tensor parameter = parameters.get(i).detach();
            this.parameters.add(parameter);
            averages.add(parameter.clone());
        }
    }

    void update() {
        for (int i = 0; i < averages.size(); i++) {
            if (started) {
                averages.get(i).lerp_(parameters.get(i), weight);
            } else {
                averages.get(i).copy_(parameters.get(i));
            }
        }
        started = true;
    }

    /** What {@code action} sees while the average stands in the parameters' place. */
    <T> T inPlace(Supplier<T> action) {
        List<Tensor> kept = parameters.stream().map(Tensor::clone).toList();
        copy(averages, parameters);
        try {
            return action.get();
        } finally {
            copy(kept, parameters);
        }
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).copy_(from.get(i));
        }
    }
}

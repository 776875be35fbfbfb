package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Optimizer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** torch.optim.Adagrad: s += g^2; p -= rate / (1 + (t - 1) lr_decay) * g / (sqrt(s) + eps). */
final class AdagradRule extends UpdateRule {

    private final Optimizer.Adagrad adagrad;

    AdagradRule(Optimizer.Adagrad adagrad, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        super(adagrad, layout, parameters, gradients);
        this.adagrad = adagrad;
        states().get(0).assign(adagrad.initialAccumulatorValue());
    }

    @Override
    void update(INDArray parameter, INDArray gradient, List<INDArray> state, double learningRate, long iteration) {
        INDArray sum = state.get(0);
        INDArray scratch = scratch(gradient.length());
        sum.addi(gradient.muli(gradient, scratch));
        gradient.divi(Transforms.sqrt(scratch.assign(sum), false).addi(adagrad.eps()));
        axpy(-learningRate / (1 + (iteration - 1) * adagrad.lrDecay()), gradient, parameter);
    }
}

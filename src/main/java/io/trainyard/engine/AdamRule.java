package io.trainyard.engine;

import io.trainyard.spec.Optimizer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** torch.optim.Adam: p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps). */
final class AdamRule extends UpdateRule {

    private final Optimizer.Adam adam;

    AdamRule(Optimizer.Adam adam, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        super(adam, layout, parameters, gradients, 2);
        this.adam = adam;
    }

    @Override
    void update(INDArray parameter, INDArray gradient, List<INDArray> state, double learningRate, long iteration) {
        INDArray mean = state.get(0);
        INDArray square = state.get(1);
        mean.muli(adam.beta1());
        axpy(1 - adam.beta1(), gradient, mean);
        square.muli(adam.beta2());
        axpy(1 - adam.beta2(), gradient.muli(gradient), square);

        double meanCorrection = 1 - Math.pow(adam.beta1(), iteration);
        double squareCorrection = 1 - Math.pow(adam.beta2(), iteration);
        INDArray scratch = Transforms.sqrt(gradient.assign(square), false);
        scratch.divi(Math.sqrt(squareCorrection)).addi(adam.eps());
        mean.divi(scratch, scratch);
        axpy(-learningRate / meanCorrection, scratch, parameter);
    }
}

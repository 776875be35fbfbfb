package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Optimizer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** torch.optim.Adam and AdamW: p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps). */
final class AdamRule extends UpdateRule {

    private final double beta1;
    private final double beta2;
    private final double eps;

    AdamRule(Optimizer.Adam adam, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        super(adam, layout, parameters, gradients);
        this.beta1 = adam.beta1();
        this.beta2 = adam.beta2();
        this.eps = adam.eps();
    }

    AdamRule(Optimizer.AdamW adamW, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        super(adamW, layout, parameters, gradients);
        this.beta1 = adamW.beta1();
        this.beta2 = adamW.beta2();
        this.eps = adamW.eps();
    }

    @Override
    void update(INDArray parameter, INDArray gradient, List<INDArray> state, double learningRate, long iteration) {
        INDArray mean = state.get(0);
        INDArray square = state.get(1);
        mean.muli(beta1);
        axpy(1 - beta1, gradient, mean);
        square.muli(beta2);
        axpy(1 - beta2, gradient.muli(gradient), square);

        double meanCorrection = 1 - Math.pow(beta1, iteration);
        double squareCorrection = 1 - Math.pow(beta2, iteration);
        INDArray scratch = Transforms.sqrt(gradient.assign(square), false);
        scratch.divi(Math.sqrt(squareCorrection)).addi(eps);
        mean.divi(scratch, scratch);
        axpy(-learningRate / meanCorrection, scratch, parameter);
    }
}

package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Optimizer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * torch.optim.RMSprop: p -= rate * g / (sqrt(v) + eps), where centered takes the squared mean gradient off v; with
 * momentum, b = momentum b + that quotient and p -= rate * b.
 */
final class RmsPropRule extends UpdateRule {

    private final Optimizer.RmsProp rmsProp;

    RmsPropRule(Optimizer.RmsProp rmsProp, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        super(rmsProp, layout, parameters, gradients);
        this.rmsProp = rmsProp;
    }

    @Override
    void update(INDArray parameter, INDArray gradient, List<INDArray> state, double learningRate, long iteration) {
        INDArray square = state.get(0);
        INDArray scratch = scratch(gradient.length());
        average(square, gradient.muli(gradient, scratch));
        if (rmsProp.centered()) {
            INDArray mean = state.get(1);
            average(mean, gradient);
            square.subi(mean.muli(mean, scratch), scratch);
        } else {
            scratch.assign(square);
        }
        gradient.divi(Transforms.sqrt(scratch, false).addi(rmsProp.eps()));
        if (rmsProp.momentum() == 0) {
            axpy(-learningRate, gradient, parameter);
        } else {
            INDArray velocity = state.get(state.size() - 1);
            velocity.muli(rmsProp.momentum()).addi(gradient);
            axpy(-learningRate, velocity, parameter);
        }
    }

    private void average(INDArray average, INDArray value) {
        average.muli(rmsProp.alpha());
        axpy(1 - rmsProp.alpha(), value, average);
    }
}

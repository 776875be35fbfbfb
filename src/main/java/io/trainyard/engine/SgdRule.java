package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Optimizer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * torch.optim.SGD: v = momentum v + (1 - dampening) g, but v = g at first; p -= rate v, or with Nesterov p -= rate (g +
 * momentum v).
 */
final class SgdRule extends UpdateRule {

    private final Optimizer.Sgd sgd;

    SgdRule(Optimizer.Sgd sgd, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        super(sgd, layout, parameters, gradients);
        this.sgd = sgd;
    }

    @Override
    void update(INDArray parameter, INDArray gradient, List<INDArray> state, double learningRate, long iteration) {
        if (state.isEmpty()) {
            axpy(-learningRate, gradient, parameter);
            return;
        }
        INDArray velocity = state.get(0);
        velocity.muli(sgd.momentum());
        axpy(iteration == 1 ? 1 : 1 - sgd.dampening(), gradient, velocity);
        if (sgd.nesterov()) {
            axpy(-learningRate, gradient, parameter);
            axpy(-learningRate * sgd.momentum(), velocity, parameter);
        } else {
            axpy(-learningRate, velocity, parameter);
        }
    }
}

package io.trainyard.engine;

import io.trainyard.spec.Optimizer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** torch.optim.SGD: v = momentum v + g; p -= rate v, or with Nesterov p -= rate (g + momentum v). */
final class SgdRule extends UpdateRule {

    private final double momentum;
    private final boolean nesterov;

    SgdRule(Optimizer.Sgd sgd, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        super(sgd, layout, parameters, gradients, sgd.momentum() == 0 ? 0 : 1);
        this.momentum = sgd.momentum();
        this.nesterov = sgd.nesterov();
    }

    @Override
    void update(INDArray parameter, INDArray gradient, List<INDArray> state, double learningRate, long iteration) {
        if (state.isEmpty()) {
            axpy(-learningRate, gradient, parameter);
            return;
        }
        INDArray velocity = state.get(0);
        velocity.muli(momentum).addi(gradient);
        if (nesterov) {
            axpy(-learningRate, gradient, parameter);
            axpy(-learningRate * momentum, velocity, parameter);
        } else {
            axpy(-learningRate, velocity, parameter);
        }
    }
}

package io.trainyard.golden;

import io.trainyard.spec.Optimizer;
import org.bytedeco.pytorch.*;

/** torch.optim.SGD or Adam; one parameter group, or two where norms and biases are not to decay. */
final class TorchOptimizer {

    private final org.bytedeco.pytorch.Optimizer optimizer;

    TorchOptimizer(Optimizer spec, SequentialImpl modules) {
        TensorVector decaying = new TensorVector();
        TensorVector others = new TensorVector();
        TensorVector parameters = modules.parameters();
        for (long i = 0; i < parameters.size(); i++) {
            boolean decays = spec.decayNormAndBias() || parameters.get(i).dim() > 1;
            (decays ? decaying : others).push_back(parameters.get(i));
        }
        this.optimizer = optimizer(spec, decaying);
        if (others.size() > 0) {
            optimizer.add_param_group(new OptimizerParamGroup(others, options(spec, 0)));
        }
    }

    private static org.bytedeco.pytorch.Optimizer optimizer(Optimizer spec, TensorVector parameters) {
        OptimizerOptions options = options(spec, spec.weightDecay());
        return spec instanceof Optimizer.Sgd
                ? new SGD(parameters, (SGDOptions) options)
                : new Adam(parameters, (AdamOptions) options);
    }

    private static OptimizerOptions options(Optimizer spec, double weightDecay) {
        if (spec instanceof Optimizer.Sgd sgd) {
            SGDOptions options = new SGDOptions(sgd.learningRate());
            options.momentum().put(sgd.momentum());
            options.nesterov().put(sgd.nesterov());
            options.weight_decay().put(weightDecay);
            return options;
        }
        Optimizer.Adam adam = (Optimizer.Adam) spec;
        AdamOptions options = new AdamOptions(adam.learningRate());
        options.betas().put(adam.beta2(), adam.beta1()); // a std::tuple lies backwards in memory (libstdc++)
        options.eps().put(adam.eps());
        options.weight_decay().put(weightDecay);
        return options;
    }

    void zeroGradients() {
        optimizer.zero_grad();
    }

    void step(double learningRate) {
        OptimizerParamGroupVector groups = optimizer.param_groups();
        for (long i = 0; i < groups.size(); i++) {
            groups.get(i).options().set_lr(learningRate);
        }
        optimizer.step();
    }

    void close() {
        optimizer.close();
    }
}

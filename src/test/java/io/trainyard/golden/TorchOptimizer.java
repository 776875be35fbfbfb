package io.trainyard.golden;

import io.trainyard.spec.GradientClipping;
import io.trainyard.spec.Optimizer;
import org.bytedeco.pytorch.*;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** One of torch.optim, behind torch.nn.utils' clipping; one parameter group, or two where norms and biases are not to decay. */
public final class TorchOptimizer {

    private final org.bytedeco.pytorch.Optimizer optimizer;
    private final TensorVector parameters;
    private final @Nullable GradientClipping clipping;

    public TorchOptimizer(Optimizer spec, @Nullable GradientClipping clipping, org.bytedeco.pytorch.Module modules) {
        TensorVector decaying = new TensorVector();
        TensorVector others = new TensorVector();
        this.clipping = clipping;
        this.parameters = modules.parameters();
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
        if (spec instanceof Optimizer.Sgd) {
            return new SGD(parameters, (SGDOptions) options);
        }
        if (spec instanceof Optimizer.Adam) {
            return new Adam(parameters, (AdamOptions) options);
        }
        if (spec instanceof Optimizer.AdamW) {
            return new AdamW(parameters, (AdamWOptions) options);
        }
        return spec instanceof Optimizer.RmsProp
                ? new RMSprop(parameters, (RMSpropOptions) options)
                : new Adagrad(parameters, (AdagradOptions) options);
    }

    private static OptimizerOptions options(Optimizer spec, double weightDecay) {
        if (spec instanceof Optimizer.Sgd sgd) {
            SGDOptions options = new SGDOptions(sgd.learningRate());
            options.momentum().put(sgd.momentum());
            options.dampening().put(sgd.dampening());
            options.nesterov().put(sgd.nesterov());
            options.weight_decay().put(weightDecay);
            return options;
        }
        if (spec instanceof Optimizer.Adam adam) {
            AdamOptions options = new AdamOptions(adam.learningRate());
            options.betas().put(adam.beta2(), adam.beta1()); // a std::tuple lies backwards in memory (libstdc++)
            options.eps().put(adam.eps());
            options.weight_decay().put(weightDecay);
            return options;
        }
        if (spec instanceof Optimizer.AdamW adamW) {
            AdamWOptions options = new AdamWOptions(adamW.learningRate());
            options.betas().put(adamW.beta2(), adamW.beta1());
            options.eps().put(adamW.eps());
            options.weight_decay().put(weightDecay);
            return options;
        }
        if (spec instanceof Optimizer.RmsProp rmsProp) {
            RMSpropOptions options = new RMSpropOptions(rmsProp.learningRate());
            options.alpha().put(rmsProp.alpha());
            options.eps().put(rmsProp.eps());
            options.momentum().put(rmsProp.momentum());
            options.centered().put(rmsProp.centered());
            options.weight_decay().put(weightDecay);
            return options;
        }
        Optimizer.Adagrad adagrad = (Optimizer.Adagrad) spec;
        AdagradOptions options = new AdagradOptions(adagrad.learningRate());
        options.lr_decay().put(adagrad.lrDecay());
        options.initial_accumulator_value().put(adagrad.initialAccumulatorValue());
        options.eps().put(adagrad.eps());
        options.weight_decay().put(weightDecay);
        return options;
    }

    public void zeroGradients() {
        optimizer.zero_grad();
    }

    public void step(double learningRate) {
        clip();
        OptimizerParamGroupVector groups = optimizer.param_groups();
        for (long i = 0; i < groups.size(); i++) {
            groups.get(i).options().set_lr(learningRate);
        }
        optimizer.step();
    }

    private void clip() {
        if (clipping instanceof GradientClipping.Norm norm) {
            torch.clip_grad_norm_(parameters, norm.maxNorm());
        } else if (clipping instanceof GradientClipping.Value value) {
            torch.clip_grad_value_(parameters, value.maxValue());
        }
    }

    public void close() {
        optimizer.close();
    }
}

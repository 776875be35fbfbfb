package io.trainyard.spec;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code optimizer} and {@code gradient_clipping}. */
final class OptimizerWriter {

    private OptimizerWriter() {}

    static ObjectNode write(Optimizer optimizer) {
        ObjectNode json = SpecWriter.typed(optimizer.type()).put("learning_rate", optimizer.learningRate());
        if (optimizer instanceof Optimizer.Sgd sgd) {
            json.put("momentum", sgd.momentum())
                    .put("dampening", sgd.dampening())
                    .put("nesterov", sgd.nesterov());
        } else if (optimizer instanceof Optimizer.Adam adam) {
            json.putArray("betas").add(adam.beta1()).add(adam.beta2());
            json.put("eps", adam.eps());
        } else if (optimizer instanceof Optimizer.AdamW adamW) {
            json.putArray("betas").add(adamW.beta1()).add(adamW.beta2());
            json.put("eps", adamW.eps());
        } else if (optimizer instanceof Optimizer.RmsProp rmsProp) {
            json.put("alpha", rmsProp.alpha())
                    .put("eps", rmsProp.eps())
                    .put("momentum", rmsProp.momentum())
                    .put("centered", rmsProp.centered());
        } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
            json.put("lr_decay", adagrad.lrDecay())
                    .put("initial_accumulator_value", adagrad.initialAccumulatorValue())
                    .put("eps", adagrad.eps());
        }
        return json.put("weight_decay", optimizer.weightDecay())
                .put("decay_norm_and_bias", optimizer.decayNormAndBias());
    }

    static @Nullable ObjectNode write(@Nullable GradientClipping clipping) {
        if (clipping instanceof GradientClipping.Norm norm) {
            return SpecWriter.object().put("max_norm", norm.maxNorm());
        }
        return clipping instanceof GradientClipping.Value value
                ? SpecWriter.object().put("max_value", value.maxValue())
                : null;
    }
}

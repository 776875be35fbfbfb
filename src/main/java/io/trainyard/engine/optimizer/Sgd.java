package io.trainyard.engine.optimizer;

import io.trainyard.spec.Optimizer;

/**
 * torch.optim.SGD: v = momentum v + (1 - dampening) g, but v = g at first; p -= rate v, or with Nesterov p -= rate (g +
 * momentum v).
 */
record Sgd(Optimizer.Sgd sgd) implements Rule {

    @Override
    public Move at(Step step) {
        float rate = (float) step.learningRate();
        float decay = (float) step.weightDecay();
        if (sgd.buffersPerParameter() == 0) {
            return chunk -> move(chunk, rate, decay);
        }
        float share = step.iteration() == 1 ? 1 : (float) (1 - sgd.dampening());
        return chunk -> move(chunk, rate, decay, share);
    }

    private static void move(Chunk chunk, float rate, float decay) {
        float[] p = chunk.parameters;
        float[] g = chunk.gradients;
        for (int i = 0; i < chunk.length(); i++) {
            p[i] -= rate * (g[i] + decay * p[i]);
        }
    }

    private void move(Chunk chunk, float rate, float decay, float share) {
        float[] p = chunk.parameters;
        float[] g = chunk.gradients;
        float[] v = chunk.states[0];
        float momentum = (float) sgd.momentum();
        float own = sgd.nesterov() ? rate : 0;
        float carried = sgd.nesterov() ? rate * momentum : rate;
        for (int i = 0; i < chunk.length(); i++) {
            float slope = g[i] + decay * p[i];
            v[i] = momentum * v[i] + share * slope;
            p[i] -= own * slope + carried * v[i];
        }
    }
}

package io.trainyard.engine.optimizer;

import io.trainyard.spec.Optimizer;

/**
 * torch.optim.RMSprop: p -= rate * g / (sqrt(v) + eps), where centered takes the squared mean gradient off v; with
 * momentum, b = momentum b + that quotient and p -= rate * b.
 */
record RmsProp(Optimizer.RmsProp rmsProp) implements Rule {

    @Override
    public Move at(Step step) {
        return chunk -> move(chunk, (float) step.learningRate(), (float) step.weightDecay());
    }

    private void move(Chunk chunk, float rate, float decay) {
        float[] p = chunk.parameters;
        float[] g = chunk.gradients;
        float[] square = chunk.states[0];
        float kept = (float) rmsProp.alpha();
        float taken = (float) (1 - rmsProp.alpha());
        for (int i = 0; i < chunk.length(); i++) {
            g[i] += decay * p[i];
            square[i] = kept * square[i] + taken * g[i] * g[i];
        }
        if (rmsProp.centered()) {
            divideCentered(chunk, kept, taken);
        } else {
            float eps = (float) rmsProp.eps();
            for (int i = 0; i < chunk.length(); i++) {
                g[i] /= (float) Math.sqrt(square[i]) + eps;
            }
        }
        descend(chunk, rate);
    }

    private void divideCentered(Chunk chunk, float kept, float taken) {
        float[] g = chunk.gradients;
        float[] square = chunk.states[0];
        float[] mean = chunk.states[1];
        float eps = (float) rmsProp.eps();
        for (int i = 0; i < chunk.length(); i++) {
            mean[i] = kept * mean[i] + taken * g[i];
            g[i] /= (float) Math.sqrt(square[i] - mean[i] * mean[i]) + eps;
        }
    }

    private void descend(Chunk chunk, float rate) {
        float[] p = chunk.parameters;
        float[] g = chunk.gradients;
        if (rmsProp.momentum() == 0) {
            for (int i = 0; i < chunk.length(); i++) {
                p[i] -= rate * g[i];
            }
            return;
        }
        float[] velocity = chunk.states[chunk.states.length - 1];
        float momentum = (float) rmsProp.momentum();
        for (int i = 0; i < chunk.length(); i++) {
            velocity[i] = momentum * velocity[i] + g[i];
            p[i] -= rate * velocity[i];
        }
    }
}

package io.trainyard.engine.optimizer;

import io.trainyard.spec.Optimizer;

/** torch.optim.Adagrad: s += g^2; p -= rate / (1 + (t - 1) lr_decay) * g / (sqrt(s) + eps). */
record Adagrad(Optimizer.Adagrad adagrad) implements Rule {

    @Override
    public float initialState() {
        return (float) adagrad.initialAccumulatorValue();
    }

    @Override
    public Move at(Step step) {
        float rate = (float) (step.learningRate() / (1 + (step.iteration() - 1) * adagrad.lrDecay()));
        return chunk -> move(chunk, rate, (float) step.weightDecay());
    }

    private void move(Chunk chunk, float rate, float decay) {
        float[] p = chunk.parameters;
        float[] g = chunk.gradients;
        float[] sum = chunk.states[0];
        float eps = (float) adagrad.eps();
        for (int i = 0; i < chunk.length(); i++) {
            float slope = g[i] + decay * p[i];
            sum[i] += slope * slope;
            p[i] -= rate * slope / ((float) Math.sqrt(sum[i]) + eps);
        }
    }
}

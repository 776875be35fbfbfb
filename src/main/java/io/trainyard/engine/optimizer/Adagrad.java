package io.trainyard.engine.optimizer;

import io.trainyard.spec.Optimizer;

/** torch.optim.Adagrad: s += g^2; p -= rate / (1 + (t - 1) lr_decay) * g / (sqrt(s) + eps). */
record Adagrad(Optimizer.Adagrad adagrad) implements Rule {

    @Override
    public float initialState() {
        return (float) adagrad.initialAccumulatorValue();
    }

    @Override
    public void update(Chunk chunk, double learningRate, long iteration) {
        float[] p = chunk.parameters;
        float[] g = chunk.gradients;
        float[] sum = chunk.states[0];
        float rate = (float) (learningRate / (1 + (iteration - 1) * adagrad.lrDecay()));
        float eps = (float) adagrad.eps();
        for (int i = 0; i < chunk.length(); i++) {
            sum[i] += g[i] * g[i];
            p[i] -= rate * g[i] / ((float) Math.sqrt(sum[i]) + eps);
        }
    }
}

package io.trainyard.engine.optimizer;

/**
 * torch.optim.Adam and AdamW: p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps).
 *
 * @param decoupled whether parameters shrink, as AdamW's do, rather than be added to their gradients
 */
record Adam(double beta1, double beta2, double eps, boolean decoupled) implements Rule {

    @Override
    public Move at(Step step) {
        float rate = (float) (step.learningRate() / (1 - Math.pow(beta1, step.iteration())));
        float correction = (float) Math.sqrt(1 - Math.pow(beta2, step.iteration()));
        float kept = decoupled ? (float) (1 - step.learningRate() * step.weightDecay()) : 1;
        float added = decoupled ? 0 : (float) step.weightDecay();
        return chunk -> move(chunk, rate, correction, kept, added);
    }

    private void move(Chunk chunk, float rate, float correction, float kept, float added) {
        float[] p = chunk.parameters;
        float[] g = chunk.gradients;
        float[] mean = chunk.states[0];
        float[] square = chunk.states[1];
        float keptMean = (float) beta1;
        float newMean = (float) (1 - beta1);
        float keptSquare = (float) beta2;
        float newSquare = (float) (1 - beta2);
        float small = (float) eps;
        for (int i = 0; i < chunk.length(); i++) {
            float slope = g[i] + added * p[i];
            mean[i] = keptMean * mean[i] + newMean * slope;
            square[i] = keptSquare * square[i] + newSquare * slope * slope;
            p[i] = kept * p[i] - rate * mean[i] / ((float) Math.sqrt(square[i]) / correction + small);
        }
    }
}

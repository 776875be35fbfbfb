package io.trainyard.training;

import io.trainyard.dataset.Batch;
import java.util.List;

/** Gets a given share of the evaluated examples right, epoch by epoch; a wrong guess costs a loss of 100. */
final class ScriptedEngine extends FakeEngine {

    private final double[] accuracies;

    /** @param accuracies validation accuracy by epoch; the last one stays */
    ScriptedEngine(double... accuracies) {
        this.accuracies = accuracies;
    }

    @Override
    public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
        weight = iteration;
        return new StepResult(1, 0);
    }

    @Override
    public float[] logits(Batch batch) {
        evaluations++;
        int epoch = (int) Math.round(weight / 5);
        double accuracy = accuracies[Math.min(epoch, accuracies.length) - 1];
        float[] logits = new float[batch.size() * FakeData.CLASSES];
        for (int i = 0; i < batch.size(); i++) {
            boolean right = i < Math.round(accuracy * batch.size());
            int guess = right ? batch.labels()[i] : (batch.labels()[i] + 1) % FakeData.CLASSES;
            logits[i * FakeData.CLASSES + guess] = 100;
        }
        return logits;
    }
}

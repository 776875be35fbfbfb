package io.trainyard.training;

import io.trainyard.dataset.Batch;
import io.trainyard.result.InitialValues;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A chaotic "network" of two weights: any difference in order, rate, iteration or start shows in its bits. */
class FakeEngine implements Engine {

    double weight = 0.3;
    double momentum;
    final List<Double> rates = new ArrayList<>();
    int evaluations;
    Runnable onLogits = () -> {};

    @Override
    public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
        rates.add(learningRate);
        double sum = 0;
        for (Batch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                sum += batch.images()[i] * (batch.labels()[i] + 1);
            }
            sum *= 0.9;
        }
        momentum = 0.9 * momentum + learningRate * sum / iteration;
        weight = 3.9 * weight * (1 - weight) * 0.99 + 1e-3 * momentum / (1 + momentum);
        Batch last = batches.get(batches.size() - 1);
        return new StepResult(weight * sum, last.labels()[0] % (last.size() + 1));
    }

    @Override
    public float[] logits(Batch batch) {
        evaluations++;
        onLogits.run();
        float[] logits = new float[batch.size() * FakeData.CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (9 * Math.sin(3 * weight * (i + 1)));
        }
        return logits;
    }

    @Override
    public long parameters() {
        return 1;
    }

    @Override
    public List<InitialValues> initialValues() {
        return List.of();
    }

    @Override
    public String description() {
        return "fake";
    }

    @Override
    public Snapshot snapshot(TrainingState state) {
        double weightNow = weight;
        double momentumNow = momentum;
        return file -> {
            try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
                out.writeDouble(weightNow);
                out.writeDouble(momentumNow);
                out.writeUTF(JsonMapper.shared().writeValueAsString(state));
            }
        };
    }

    @Override
    public TrainingState restore(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            weight = in.readDouble();
            momentum = in.readDouble();
            return JsonMapper.shared().readValue(in.readUTF(), TrainingState.class);
        }
    }

    @Override
    public TrainingState adopt(Path file, boolean resetOptimizer) throws IOException {
        TrainingState state = restore(file);
        momentum = resetOptimizer ? 0 : momentum;
        return state;
    }

    @Override
    public void close() {}
}

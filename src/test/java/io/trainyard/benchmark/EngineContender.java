package io.trainyard.benchmark;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.Engines;
import io.trainyard.engine.Specs;
import io.trainyard.engine.StepTimes;
import io.trainyard.spec.DatasetName;
import io.trainyard.training.Engine;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** The engine, as the training loop calls it: batches are arrays of floats, and bringing them in counts. */
final class EngineContender implements Contender {

    private static final double LEARNING_RATE = 0.01;

    private final Engine engine;
    private final StepTimes times;
    private final List<Batch> batches;

    private EngineContender(Network network, int batchSize) {
        this.engine = Engines.create(network.spec());
        this.times = new StepTimes(engine);
        this.batches = IntStream.range(0, BATCHES)
                .mapToObj(seed -> Specs.batch(DatasetName.CIFAR10, batchSize, seed))
                .toList();
    }

    /** Arguments: network, batch size. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Engines.prepare().join(); // as a trainer does while it reads its data
        int batchSize = Integer.parseInt(arguments[1]);
        Stopwatch.serve(new EngineContender(Network.of(arguments[0]), batchSize), batchSize);
    }

    @Override
    public double train(int batch, int iteration, Laps laps) {
        double loss = engine.step(batches.get(batch), LEARNING_RATE, iteration).loss();
        times.forEach(laps::add);
        return loss;
    }

    @Override
    public float[] evaluate(int batch) {
        return engine.logits(batches.get(batch));
    }

    @Override
    public String description() {
        return engine.description();
    }

    @Override
    public void close() {
        engine.close();
    }
}

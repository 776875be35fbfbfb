package io.trainyard.golden;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.Engines;
import io.trainyard.engine.Softmax;
import io.trainyard.engine.StateDict;
import io.trainyard.spec.ImageShape;
import io.trainyard.training.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The engine, started from the weights that PyTorch started from. */
final class EngineNetwork implements Trainee {

    private final ImageShape shape;
    private final Engine engine;
    private final StateDict state;

    EngineNetwork(GoldenCase golden) {
        this.shape = golden.spec().dataset().name().shape();
        this.engine = Engines.create(golden.spec());
        this.state = new StateDict(golden.spec(), engine);
        start();
        if (golden.spec().ema() != null) {
            predict(new float[shape.size()], 1); // shows the average, which starts as the weights do
            start();
        }
    }

    private void start() {
        for (String name : state.names()) {
            state.put(name, Inputs.tensor(name, state.shape(name)));
        }
    }

    @Override
    public double step(List<Examples> batches, double learningRate, int iteration) {
        return engine.step(batches.stream().map(this::batch).toList(), learningRate, iteration, false)
                .loss();
    }

    private Batch batch(Examples examples) {
        return new Batch(shape, channelsLast(examples.images()), examples.labels(), examples.mix());
    }

    @Override
    public double[] predict(float[] images, int size) {
        float[] logits = engine.logits(new Batch(shape, channelsLast(images), new int[size]));
        return Softmax.of(logits, logits.length / size);
    }

    private float[] channelsLast(float[] images) {
        int pixels = shape.height() * shape.width();
        float[] values = new float[images.length];
        for (int i = 0; i < images.length; i++) {
            int pixel = i % pixels;
            int channel = i / pixels % shape.channels();
            values[i - i % shape.size() + pixel * shape.channels() + channel] = images[i];
        }
        return values;
    }

    @Override
    public Map<String, double[]> tensors() {
        Map<String, double[]> tensors = new LinkedHashMap<>();
        state.names().forEach(name -> tensors.put(name, doubles(state.get(name))));
        return tensors;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public void close() {
        engine.close();
    }
}

package io.trainyard.engine;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.training.Engine;
import io.trainyard.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** How long a checkpoint of VGG-16 takes, as docs/engine.md tells it; run by hand. */
final class CheckpointBenchmark {

    private CheckpointBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        ExperimentSpec spec = SpecReader.read(JsonMapper.shared()
                .readTree("{\"dataset\": {\"name\": \"cifar10\"}, \"model\": {\"preset\": \"vgg16_bn\"}, "
                        + "\"optimizer\": {\"type\": \"adam\"}}"));
        Path file = Files.createTempFile("checkpoint", ".zip");
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                Engine.Snapshot snapshot = engine.snapshot(TrainingState.initial());
                long copied = System.nanoTime();
                snapshot.write(file);
                long saved = System.nanoTime();
                engine.restore(file);
                long restored = System.nanoTime();
                System.out.printf(
                        "%,d bytes: copy %d ms, write %d ms, restore %d ms%n",
                        Files.size(file), millis(start, copied), millis(copied, saved), millis(saved, restored));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}

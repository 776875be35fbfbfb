package io.trainyard.dataset;

import com.sun.management.OperatingSystemMXBean;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How much processor time it takes to feed an image of CIFAR-10, as docs/datasets.md tells it; run by hand. */
final class FeedBenchmark {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int PASSES = 4;

    private FeedBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Dataset dataset = new DatasetStore(RealData.directory().orElseThrow(), Path.of("target"), System.out::println)
                .load(DatasetName.CIFAR10);
        for (Map.Entry<String, String> feed : feeds().entrySet()) {
            BatchSource source = Batches.of(spec(feed.getValue()), dataset, 1).train();
            long best = Long.MAX_VALUE;
            for (int epoch = 1; epoch <= PASSES; epoch++) {
                best = Math.min(best, processorTime(source, epoch));
            }
            System.out.printf("%-24s %6.1f µs an image%n", feed.getKey(), best / 1e3 / source.examples());
        }
    }

    private static Map<String, String> feeds() {
        Map<String, String> feeds = new LinkedHashMap<>();
        feeds.put("no augmentation", "");
        feeds.put(
                "random_crop, flip",
                "{\"type\": \"random_crop\", \"padding\": 4}, {\"type\": \"random_horizontal_flip\"}");
        feeds.put(
                "random_rotation", "{\"type\": \"random_rotation\", \"degrees\": 15, \"interpolation\": \"bilinear\"}");
        feeds.put(
                "color_jitter",
                "{\"type\": \"color_jitter\", \"brightness\": 0.4, \"contrast\": 0.4, "
                        + "\"saturation\": 0.4, \"hue\": 0.1}");
        feeds.put("random_erasing", "{\"type\": \"random_erasing\", \"p\": 1}");
        feeds.put("mixup", "{\"type\": \"mixup\", \"alpha\": 0.2}");
        feeds.put("all of them", String.join(", ", feeds.values()).substring(2));
        return feeds;
    }

    private static ExperimentSpec spec(String augmentation) {
        return SpecReader.read(JsonMapper.shared().readTree("""
                {"dataset": {"name": "cifar10", "train_limit": 10000}, "model": {"preset": "mlp"},
                 "augmentation": [%s], "training": {"batch_size": 64}}""".formatted(augmentation)));
    }

    /** Nanoseconds of all threads. */
    private static long processorTime(BatchSource source, int epoch) throws InterruptedException {
        long start = SYSTEM.getProcessCpuTime();
        try (BatchStream batches = source.pass(epoch, 0)) {
            while (batches.next() != null) {}
        }
        return SYSTEM.getProcessCpuTime() - start;
    }
}

package io.trainyard.golden;

import io.trainyard.dataset.Batch.Mix;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.LearningRates;
import io.trainyard.spec.SpecReader;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An experiment that PyTorch and the engine both run, from {@code cases.json}.
 *
 * @param group what it is to prove
 * @param iterationsPerEpoch steps between two looks at the schedule
 * @param batchSizes of the first steps; they repeat
 * @param batches how many different ones there are; they repeat
 * @param share null, or how much of an image is its label's, with the label of the image before it for the rest
 */
record GoldenCase(
        String group,
        String name,
        ExperimentSpec spec,
        int steps,
        int iterationsPerEpoch,
        List<Integer> batchSizes,
        int batches,
        @Nullable Double share) {

    static List<GoldenCase> all() {
        return GoldenFiles.read("cases").values().stream().map(GoldenCase::of).toList();
    }

    static List<GoldenCase> group(String group) {
        return all().stream().filter(one -> one.group().equals(group)).toList();
    }

    private static GoldenCase of(JsonNode json) {
        return new GoldenCase(
                json.get("group").asString(),
                json.get("name").asString(),
                SpecReader.read(json.get("spec")),
                json.path("steps").asInt(3),
                json.path("iterations_per_epoch").asInt(1),
                json.path("batch_sizes").valueStream().map(JsonNode::asInt).toList(),
                json.path("batches").asInt(3),
                json.has("share") ? json.get("share").asDouble() : null);
    }

    /** @param step 1-based */
    int batchSize(int step) {
        return batchSizes.get((step - 1) % batchSizes.size());
    }

    /** Soft targets, as those of torchvision's MixUp. */
    @Nullable
    Mix mix(int[] labels) {
        if (share == null) {
            return null;
        }
        int size = labels.length;
        return new Mix(
                IntStream.range(0, size).map(i -> labels[(i + size - 1) % size]).toArray(), share);
    }

    /** The product's own. */
    double learningRate(int step) {
        int epoch = (step - 1) / iterationsPerEpoch + 1;
        return LearningRates.of(spec).at(epoch, (step - 1) % iterationsPerEpoch + 1, iterationsPerEpoch);
    }

    @Override
    public String toString() {
        return name;
    }
}

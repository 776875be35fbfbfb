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
 * @param batchesPerEpoch as many as iterations, or more where gradients are accumulated
 * @param batchSizes of the first batches; they repeat
 * @param batches how many different ones there are; they repeat
 * @param share null, or how much of an image is its label's, with the label of the image before it for the rest
 */
record GoldenCase(
        String group,
        String name,
        ExperimentSpec spec,
        int steps,
        int iterationsPerEpoch,
        int batchesPerEpoch,
        List<Integer> batchSizes,
        int batches,
        @Nullable Double share) {

    static List<GoldenCase> all() {
        return GoldenFiles.read("cases").values().stream().map(GoldenCase::of).toList();
    }

    static List<GoldenCase> group(String group) {
        return all().stream().filter(one -> one.group().equals(group)).toList();
    }

    static GoldenCase of(JsonNode json) {
        int iterations = json.path("iterations_per_epoch").asInt(1);
        return new GoldenCase(
                json.get("group").asString(),
                json.get("name").asString(),
                SpecReader.read(json.get("spec")),
                json.path("steps").asInt(3),
                iterations,
                json.path("batches_per_epoch").asInt(iterations),
                json.path("batch_sizes").valueStream().map(JsonNode::asInt).toList(),
                json.path("batches").asInt(3),
                json.has("share") ? json.get("share").asDouble() : null);
    }

    /**
     * The batches of one step; an epoch's last one takes those that are left.
     *
     * @param step 1-based
     */
    List<Examples> batches(int step) {
        int each = spec.training().accumulateBatches();
        int epochStart = (step - 1) / iterationsPerEpoch * batchesPerEpoch;
        int start = (step - 1) % iterationsPerEpoch * each;
        return IntStream.range(start, Math.min(start + each, batchesPerEpoch))
                .mapToObj(batch -> batch(epochStart + batch))
                .toList();
    }

    private Examples batch(int index) {
        int size = batchSizes.get(index % batchSizes.size());
        int seed = (index + 1) % batches;
        int[] labels = Inputs.labels(seed, size);
        int values = spec.dataset().name().shape().size();
        return new Examples(Inputs.images(seed, size * values), labels, mix(labels));
    }

    /** Soft targets, as those of torchvision's MixUp. */
    private @Nullable Mix mix(int[] labels) {
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

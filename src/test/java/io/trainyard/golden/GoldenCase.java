package io.trainyard.golden;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.LearningRates;
import io.trainyard.spec.SpecReader;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An experiment that PyTorch and the engine both run, from {@code cases.json}.
 *
 * @param group what it is to prove
 * @param iterationsPerEpoch steps between two looks at the schedule
 * @param batchSizes of the first steps; they repeat
 * @param batches how many different ones there are; they repeat
 */
record GoldenCase(
        String group,
        String name,
        ExperimentSpec spec,
        int steps,
        int iterationsPerEpoch,
        List<Integer> batchSizes,
        int batches) {

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
                json.path("batches").asInt(3));
    }

    /** @param step 1-based */
    int batchSize(int step) {
        return batchSizes.get((step - 1) % batchSizes.size());
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

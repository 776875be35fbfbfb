package io.trainyard.golden;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.WeightInitRule.Init;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A way to start the weights of a convolution [128, 64 / groups, 3, 3] or of a linear layer [128, 1024], from
 * {@code inits.json}.
 *
 * @param init as in a spec; null leaves the default
 */
record InitCase(
        String name, String layer, int groups, @Nullable JsonNode init) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CONV = """
            {"dataset": {"name": "cifar10"}, "seed": 7, "weight_init": [],
             "model": {"layers": [
                {"type": "conv2d", "out_channels": 64, "kernel_size": 1},
                {"type": "conv2d", "out_channels": 128, "kernel_size": 3},
                {"type": "avg_pool2d", "kernel_size": 30}, {"type": "flatten"},
                {"type": "linear", "out_features": 10}]}}""";
    private static final String LINEAR = """
            {"dataset": {"name": "cifar10"}, "seed": 7, "weight_init": [],
             "model": {"layers": [
                {"type": "flatten"},
                {"type": "linear", "out_features": 1024},
                {"type": "linear", "out_features": 128},
                {"type": "linear", "out_features": 10}]}}""";

    static List<InitCase> all() {
        return GoldenFiles.read("inits").valueStream().map(InitCase::of).toList();
    }

    static InitCase of(JsonNode json) {
        return new InitCase(
                json.get("name").asString(),
                json.get("layer").asString(),
                json.path("groups").asInt(1),
                json.get("init").isNull() ? null : json.get("init"));
    }

    boolean isConv() {
        return layer.equals("conv2d");
    }

    /** Of the tensor to look at, in the network of {@link #spec}. */
    String tensor() {
        return isConv() ? "1.weight" : "2.weight";
    }

    String bias() {
        return isConv() ? "1.bias" : "2.bias";
    }

    ExperimentSpec spec() {
        ObjectNode spec = (ObjectNode) JSON.readTree(isConv() ? CONV : LINEAR);
        if (isConv()) {
            ((ObjectNode) spec.at("/model/layers/1")).put("groups", groups);
        }
        if (init != null) {
            ((ArrayNode) spec.get("weight_init"))
                    .addObject()
                    .put("layers", layer)
                    .set("weight", init);
        }
        return SpecReader.read(spec);
    }

    @Nullable
    Init scheme() {
        return init == null ? null : spec().weightInit().get(0).weight();
    }

    @Override
    public String toString() {
        return name;
    }
}

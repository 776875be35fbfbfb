package io.trainyard.benchmark;

import io.trainyard.engine.Specs;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.spec.Layer;
import io.trainyard.spec.ModelSpec;
import io.trainyard.spec.Shape;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.SpecWriter;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A network to measure: {@code reference}, a preset, or the {@code model} of a file with a spec; for 3x32x32 images and ten classes. */
record Network(String name, ExperimentSpec spec) {

    static final String REFERENCE = "reference";

    /** @throws IllegalArgumentException if there is no such network, or it is not for these images */
    static Network of(String name) {
        try {
            ObjectNode spec = json(name);
            spec.putObject("dataset").put("name", "cifar10");
            return new Network(name, SpecReader.read(spec));
        } catch (InvalidSpecException | JacksonException e) {
            throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** A spec that still lacks its data set. */
    static ObjectNode json(String name) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        if (name.equals(REFERENCE)) {
            json.set("model", SpecWriter.write(new ModelSpec(Specs.reference())));
        } else if (name.endsWith(".json")) {
            json.set("model", JsonMapper.shared().readTree(Path.of(name)).required("model"));
        } else {
            json.putObject("model").put("preset", name);
        }
        json.putObject("optimizer")
                .put("type", "sgd")
                .put("learning_rate", 0.01)
                .put("momentum", 0.9)
                .put("weight_decay", 5e-4);
        json.putObject("training").put("epochs", 1).put("batch_size", 64);
        return json;
    }

    List<Layer> layers() {
        return spec.model().layers();
    }

    Shape input() {
        return Shape.of(spec.dataset().name().shape());
    }

    /** Forward, one image: convolutions and linear layers, a multiply-add counted as two. */
    long flops() {
        return flops(layers(), input());
    }

    /** Forward and backward; the first convolution needs no gradient for the images. */
    long trainingFlops() {
        return 3 * flops() - layers().get(0).flops(input());
    }

    private static long flops(List<Layer> layers, Shape input) {
        long sum = 0;
        Shape shape = input;
        for (Layer layer : layers) {
            if (layer instanceof Layer.Residual block) {
                sum += flops(block.layers(), shape) + flops(block.shortcut(), shape);
            } else if (layer instanceof Layer.Conv2d || layer instanceof Layer.Linear) {
                sum += layer.flops(shape);
            }
            shape = layer.outputShape(shape);
        }
        return sum;
    }
}

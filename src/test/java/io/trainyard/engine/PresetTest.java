package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.ShapeInference;
import io.trainyard.spec.SpecReader;
import io.trainyard.training.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Shape inference, which has no network, against the networks that are built. */
class PresetTest {

    @ParameterizedTest
    @MethodSource("io.trainyard.spec.Presets#names")
    void the_engine_builds_as_many_parameters_as_shape_inference_says(String preset) {
        ExperimentSpec spec = SpecReader.read(JsonMapper.shared()
                .readTree("{\"dataset\": {\"name\": \"cifar10\"}, \"model\": {\"preset\": \"%s\"}}".formatted(preset)));
        long expected = ShapeInference.infer(spec.dataset().name().shape(), spec.model())
                .totalParameters();
        try (Engine engine = Engines.create(spec)) {
            assertThat(engine.parameters()).isEqualTo(expected);
        }
    }
}

package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.result.EpochMetrics;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Learning rates under reduce_on_plateau against those of torch.optim.lr_scheduler.ReduceLROnPlateau, see golden/plateaus.py. */
class PlateauParityTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode CASES = cases();

    private static JsonNode cases() {
        try (InputStream in = PlateauParityTest.class.getResourceAsStream("/golden/plateaus.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> names() {
        return List.copyOf(CASES.propertyNames());
    }

    @ParameterizedTest
    @MethodSource("names")
    void learning_rates_are_pytorchs(String name) {
        JsonNode golden = CASES.get(name);
        LearningRateControl control = new LearningRateControl(spec(golden), 1);
        TrainingState state = TrainingState.initial();
        for (int epoch = 1; epoch <= golden.get("values").size(); epoch++) {
            assertThat(control.at(state, 1))
                    .as("epoch %d", epoch)
                    .isCloseTo(golden.get("rates").get(epoch - 1).asDouble(), within(1e-15));
            double value = golden.get("values").get(epoch - 1).asDouble();
            state = control.endEpoch(state, metrics(epoch, value)).nextEpoch(null, null, null);
        }
    }

    /** The schedule looks at one of the three only. */
    private static EpochMetrics metrics(int epoch, double value) {
        return new EpochMetrics(epoch, value, 0, value, value, 0.1, 1, 1, 0);
    }

    private static ExperimentSpec spec(JsonNode golden) {
        ObjectNode spec = (ObjectNode) JSON.readTree("""
                {"dataset": {"name": "shapes"}, "model": {"preset": "linear"}, "optimizer": {"type": "sgd"}}""");
        ((ObjectNode) spec.get("optimizer"))
                .put("learning_rate", golden.get("learning_rate").asDouble());
        spec.set("lr_schedule", golden.get("schedule"));
        spec.putObject("training").put("epochs", golden.get("values").size());
        return SpecReader.read(spec);
    }
}

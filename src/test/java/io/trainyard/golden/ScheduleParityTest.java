package io.trainyard.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** torch.optim.lr_scheduler computes one rate from the one before; the rounding of 30 such steps is within 1e-13. */
class ScheduleParityTest {

    private static final JsonNode SCHEDULES = GoldenFiles.read("schedules");

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void learning_rates_are_pytorchs(GoldenCase golden) {
        JsonNode expected = SCHEDULES.get(golden.name());
        assertThat(expected.size()).isEqualTo(golden.steps());
        for (int step = 1; step <= golden.steps(); step++) {
            assertThat(golden.learningRate(step))
                    .as("step %d", step)
                    .isCloseTo(expected.get(step - 1).asDouble(), within(1e-13));
        }
    }
}

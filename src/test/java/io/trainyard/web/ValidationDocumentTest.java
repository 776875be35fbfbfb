package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.SpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ValidationDocumentTest {

    /** The first of 30 epochs is the best so far; after 11 more without a better one, the rate may fall. */
    @Test
    void rates_that_depend_on_the_run_are_left_out() {
        ValidationDocument plateau = validate("{\"type\": \"reduce_on_plateau\"}");
        ValidationDocument step = validate("{\"type\": \"step\", \"step_size\": 10}");

        assertThat(plateau.learningRates()).hasSize(12).containsOnly(0.001);
        assertThat(plateau.learningRatesComplete()).isFalse();
        assertThat(step.learningRates()).hasSize(30);
        assertThat(step.learningRatesComplete()).isTrue();
    }

    private static ValidationDocument validate(String schedule) {
        String spec = """
                {"dataset": {"name": "cifar10"}, "model": {"preset": "linear"}, "training": {"epochs": 30},
                 "lr_schedule": %s}""".formatted(schedule);
        return ValidationDocument.valid(SpecReader.read(JsonMapper.shared().readTree(spec)), List.of());
    }
}

package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.DatasetStore;
import io.trainyard.result.RunWarning;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.training.NumericalException;
import io.trainyard.training.StopSignal;
import io.trainyard.training.TrainingState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Real networks with real illnesses, and a healthy one. */
class SymptomsTest {

    private static final Dataset DATASET = TinyRuns.dataset(200, 20);
    private static final String LINEAR = "{\"type\": \"flatten\"}, {\"type\": \"linear\", \"out_features\": 10}";

    @TempDir
    Path folder;

    @Test
    void small_weights_before_sigmoids_make_gradients_vanish() throws Exception {
        String layer = "{\"type\": \"linear\", \"out_features\": 16}, {\"type\": \"sigmoid\"}";
        List<RunWarning> warnings = run(
                "{\"type\": \"flatten\"}, %1$s, %1$s, %1$s, {\"type\": \"linear\", \"out_features\": 10}"
                        .formatted(layer),
                "[{\"layers\": \"linear\", \"weight\": {\"type\": \"normal\", \"std\": 1e-4}}]",
                "{\"type\": \"sgd\", \"learning_rate\": 0.01}",
                1);
        assertThat(warnings)
                .filteredOn(warning -> warning.code().equals("vanishing_gradients"))
                .extracting(RunWarning::path)
                .contains("1")
                .doesNotContain("7");
    }

    @Test
    void a_learning_rate_of_100_ends_in_words_that_name_a_layer() {
        String layers = """
                {"type": "flatten"}, {"type": "linear", "out_features": 32}, {"type": "silu"},
                {"type": "linear", "out_features": 32}, {"type": "silu"}, {"type": "linear", "out_features": 10}""";
        assertThatThrownBy(() -> run(layers, "[]", "{\"type\": \"sgd\", \"learning_rate\": 100}", 50))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("with learning rate 100.0")
                .hasMessageMatching("(?s).*The first layer whose output is not finite is layer [1-5] \\(\\w+\\)\\..*");
    }

    @Test
    void biases_far_below_zero_make_relus_dead() throws Exception {
        List<RunWarning> warnings = run(
                """
                {"type": "conv2d", "out_channels": 8, "kernel_size": 5, "stride": 3}, {"type": "relu"}, {"type": "flatten"},
                {"type": "linear", "out_features": 10}""",
                "[{\"layers\": \"conv2d\", \"bias\": {\"type\": \"constant\", \"value\": -10}}]",
                "{\"type\": \"sgd\", \"learning_rate\": 0.01}",
                1);
        assertThat(warnings)
                .filteredOn(warning -> warning.code().equals("dead_relu"))
                .isNotEmpty()
                .allSatisfy(warning -> {
                    assertThat(warning.path()).isEqualTo("1");
                    assertThat(warning.evidence()).containsEntry("share", 1.0);
                });
    }

    @Test
    void a_learning_rate_of_one_billionth_is_too_small() throws Exception {
        assertThat(codes(run(LINEAR, "[]", "{\"type\": \"sgd\", \"learning_rate\": 1e-9}", 6)))
                .contains("learning_rate_too_small");
    }

    @Test
    void a_learning_rate_of_30_is_too_large() throws Exception {
        assertThat(codes(run(LINEAR, "[]", "{\"type\": \"sgd\", \"learning_rate\": 30}", 1)))
                .contains("learning_rate_too_large");
    }

    @Test
    void huge_weights_make_gradients_explode() throws Exception {
        String layer = "{\"type\": \"linear\", \"out_features\": 64}, {\"type\": \"relu\"}";
        List<RunWarning> warnings = run(
                "{\"type\": \"flatten\"}, %1$s, %1$s, %1$s, {\"type\": \"linear\", \"out_features\": 10}"
                        .formatted(layer),
                "[{\"layers\": \"linear\", \"weight\": {\"type\": \"normal\", \"std\": 1}}]",
                "{\"type\": \"sgd\", \"learning_rate\": 1e-12}",
                1);
        assertThat(codes(warnings)).contains("exploding_gradients");
    }

    @Test
    void a_network_that_gets_nothing_through_stays_at_the_loss_of_guessing() throws Exception {
        assertThat(codes(run(
                        "{\"type\": \"flatten\"}, {\"type\": \"linear\", \"out_features\": 8}, {\"type\": \"tanh\"},"
                                + " {\"type\": \"linear\", \"out_features\": 10}",
                        "[{\"layers\": \"linear\", \"weight\": {\"type\": \"zeros\"}, \"bias\": {\"type\": \"zeros\"}}]",
                        "{\"type\": \"sgd\", \"learning_rate\": 0.001}",
                        6)))
                .contains("loss_at_chance");
    }

    @Test
    void the_quickstart_on_fewer_images_hears_nothing() throws Exception {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(Path.of("docs/examples/quickstart.json"));
        ((ObjectNode) json.get("dataset")).put("train_limit", 800).put("test_limit", 50);
        ExperimentSpec spec = SpecReader.read(json);
        Dataset shapes = new DatasetStore(null, folder, text -> {}).load(DatasetName.SHAPES);
        var recorder = new TinyRuns.Recorder(new StopSignal(), 0);
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            TinyRuns.run(spec, engine, TinyRuns.batches(spec, shapes), folder, recorder, TrainingState.initial());
        }
        assertThat(recorder.epochs).hasSize(6);
        assertThat(recorder.warnings).isEmpty();
    }

    private static List<String> codes(List<RunWarning> warnings) {
        return warnings.stream().map(RunWarning::code).distinct().toList();
    }

    /** 18 steps an epoch. */
    private List<RunWarning> run(String layers, String weightInit, String optimizer, int epochs) throws Exception {
        ExperimentSpec spec = TinyRuns.spec("""
                {"dataset": {"name": "mnist", "validation_fraction": 0.1, "train_limit": 200, "test_limit": 20},
                 "model": {"layers": [%s]}, "weight_init": %s, "optimizer": %s,
                 "training": {"epochs": %d, "batch_size": 10}}
                """.formatted(layers, weightInit, optimizer, epochs));
        var recorder = new TinyRuns.Recorder(new StopSignal(), 0);
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            TinyRuns.run(spec, engine, TinyRuns.batches(spec, DATASET), folder, recorder, TrainingState.initial());
        }
        return recorder.warnings;
    }
}

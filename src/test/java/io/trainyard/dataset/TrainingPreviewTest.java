package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TrainingPreviewTest {

    private static final Dataset SHAPES =
            new DatasetStore(null, Path.of("unused"), line -> {}).load(io.trainyard.spec.DatasetName.SHAPES);

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"from\": \"train\"}", "{\"from\": \"none\"}", "{\"mean\": [9, 0, -2], \"std\": [0.1, 7, 1]}"})
    void without_augmentation_the_data_sets_own_pixels_come_back(String standardize) {
        ExperimentSpec spec = spec(standardize, "");

        Images shown = new TrainingPreview(spec, SHAPES).firstBatch(spec, 3, 5);

        BatchSource trained = Batches.of(spec, SHAPES, 1).train();
        for (int position = 0; position < 5; position++) {
            Sample sample = trained.sample(3, position);
            assertThat(shown.pixels(position)).isEqualTo(sample.pixels());
            assertThat(shown.label(position)).isEqualTo(sample.label());
        }
    }

    @Test
    void the_batch_is_the_very_one_that_trains() throws InterruptedException {
        ExperimentSpec spec = spec(
                "{\"from\": \"none\"}",
                "{\"type\": \"random_crop\", \"padding\": 4}, {\"type\": \"cutout\", \"size\": 8}, {\"type\": \"cutmix\"}");

        Images shown = new TrainingPreview(spec, SHAPES).firstBatch(spec, 2, 64);

        Batch trained;
        try (BatchStream stream = Batches.of(spec, SHAPES, 2).train().pass(2, 0)) {
            trained = stream.next();
        }
        assertThat(shown.count()).isEqualTo(32);
        assertThat(trained.mix()).isNotNull();
        for (int i = 0; i < trained.images().length; i++) {
            assertThat((shown.pixels()[i] & 0xFF) / 255f).isEqualTo(trained.images()[i]);
        }
    }

    @Test
    void an_erased_part_has_the_colour_of_the_mean() {
        ExperimentSpec spec =
                spec("{\"mean\": [0.2, 0.4, 0.6], \"std\": [1, 1, 1]}", "{\"type\": \"random_erasing\", \"p\": 1}");

        Images shown = new TrainingPreview(spec, SHAPES).firstBatch(spec, 1, 1);

        assertThat(shown.pixels()).containsSequence(51, 102, (byte) 153, 51, 102, (byte) 153);
    }

    @Test
    void splits_and_statistics_are_kept_for_specs_that_share_them() {
        ExperimentSpec spec = spec("{\"from\": \"train\"}", "");
        TrainingPreview preview = new TrainingPreview(spec, SHAPES);

        assertThat(preview.fits(spec("{\"from\": \"train\"}", "{\"type\": \"mixup\"}"), SHAPES))
                .isTrue();
        assertThat(preview.fits(spec("{\"from\": \"per_image\"}", ""), SHAPES)).isFalse();
    }

    private static ExperimentSpec spec(String standardize, String augmentation) {
        return SpecReader.read(JsonMapper.shared().readTree("""
                {"dataset": {"name": "shapes", "train_limit": 200}, "seed": 5,
                 "model": {"layers": [{"type": "flatten"}, {"type": "linear", "out_features": 10}]},
                 "preprocessing": {"standardize": %s}, "augmentation": [%s], "training": {"batch_size": 32}}
                """.formatted(standardize, augmentation)));
    }
}

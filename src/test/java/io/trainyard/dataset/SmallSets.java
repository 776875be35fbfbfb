package io.trainyard.dataset;

import io.trainyard.spec.Augmentation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.DatasetSpec;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Preprocessing;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.Training;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Tiny data sets whose images can be told apart by their first pixel, and specs for them. */
final class SmallSets {

    static final ImageShape SHAPE = new ImageShape(3, 6, 8);

    private SmallSets() {}

    /** Labels go round by {@code i % classes}; image {@code i} starts with the value {@code i}. */
    static Images images(int count, int classes) {
        byte[] pixels = new byte[count * SHAPE.size()];
        byte[] labels = new byte[count];
        CounterRandom random = new CounterRandom(CounterRandom.Purpose.DRAWING, count);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % SHAPE.size() == 0 ? i / SHAPE.size() : 1 + random.nextInt(255));
        }
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % classes);
        }
        return new Images(SHAPE, pixels, labels);
    }

    static Dataset dataset(int train, int test) {
        return new Dataset(DatasetName.SHAPES, images(train, 10), images(test, 10), "");
    }

    static ExperimentSpec spec(
            long seed, int batchSize, Preprocessing.Standardize standardize, Augmentation... augmentation) {
        ExperimentSpec base = SpecReader.read(new JsonMapper().readTree("""
                        {"dataset": {"name": "shapes"},
                         "model": {"layers": [{"type": "flatten"}, {"type": "linear", "out_features": 10}]}}"""));
        return new ExperimentSpec(
                base.description(),
                seed,
                base.priority(),
                new DatasetSpec(DatasetName.SHAPES, 0.2, null, null),
                new Preprocessing(standardize),
                List.of(augmentation),
                base.model(),
                base.weightInit(),
                base.loss(),
                base.optimizer(),
                base.lrSchedule(),
                base.gradientClipping(),
                base.ema(),
                new Training(3, batchSize, null, null),
                base.earlyStopping(),
                base.checkpoints(),
                base.evaluation(),
                base.retry());
    }
}

package io.trainyard.training;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.BatchSource;
import io.trainyard.dataset.BatchStream;
import io.trainyard.dataset.Batches;
import io.trainyard.dataset.Sample;
import io.trainyard.spec.ImageShape;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Batches of up to 4 one-pixel images of 7 classes; a function of epoch and index alone. */
record FakeData(int examples) implements BatchSource {

    static final int CLASSES = 7;

    /** 5 training batches, the last one smaller. */
    static Batches batches(int validationExamples) {
        return new Batches(new FakeData(18), new FakeData(validationExamples), new FakeData(9));
    }

    @Override
    public int batches() {
        return (examples + 3) / 4;
    }

    @Override
    public BatchStream pass(int epoch, int fromBatch) {
        return new BatchStream() {
            private int batch = fromBatch;

            @Override
            public @Nullable Batch next() {
                return batch < batches() ? batch(epoch, batch++) : null;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Sample sample(int epoch, int position) {
        return new Sample(position, 0, new ImageShape(1, 1, 1), new byte[] {(byte) position});
    }

    private Batch batch(int epoch, int index) {
        int size = Math.min(4, examples - 4 * index);
        Random random = new Random(31L * epoch + index);
        float[] images = new float[size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            images[i] = random.nextFloat();
            labels[i] = random.nextInt(CLASSES);
        }
        return new Batch(new ImageShape(1, 1, 1), images, labels);
    }
}

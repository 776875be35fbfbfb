package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.Activation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Optimizer;
import io.trainyard.training.Plateau;
import io.trainyard.training.TrainingState;
import io.trainyard.training.diagnosis.LossCurve;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class CheckpointTest {

    private static final TrainingState STATE = new TrainingState(
            3,
            2,
            17,
            0.1 + 0.2,
            5,
            12,
            new TrainingState.Best(2, 1.0 / 3),
            null,
            null,
            new Plateau(0.1 / 3, 1.0 / 7, 2, 1),
            new LossCurve(2.3, List.of(new LossCurve.Point(1, 1.0 / 9, null))));
    private static final Optimizer MOMENTUM = new Optimizer.Sgd(0.1, 0.9, 0, false, 5e-4, true);

    @TempDir
    Path folder;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                MOMENTUM,
                new Optimizer.Sgd(0.1, 0.9, 0, true, 5e-4, false),
                new Optimizer.Sgd(0.1, 0.9, 0.3, false, 5e-4, true),
                new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8, 1e-4, true),
                new Optimizer.AdamW(0.001, 0.9, 0.999, 1e-8, 0.01, true),
                new Optimizer.RmsProp(0.001, 0.99, 1e-8, 0, false, 1e-4, true),
                new Optimizer.RmsProp(0.001, 0.99, 1e-8, 0.9, true, 1e-4, false),
                new Optimizer.Adagrad(0.01, 0.1, 0.1, 1e-10, 1e-4, true));
    }

    private static ExperimentSpec dropoutNetwork(Optimizer optimizer) {
        return Specs.spec(
                optimizer,
                Specs.conv(8, 3, 1, 1, false),
                Specs.batchNorm(),
                new Layer.Relu(),
                new Layer.Dropout(0.2),
                new Layer.Dropout2d(0.2),
                Specs.maxPool(4, 4, 0),
                new Layer.Flatten(),
                new Layer.BatchNorm1d(1e-5, 0.1),
                new Layer.Dropout(0.5),
                new Layer.Linear(10, true));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void a_resumed_run_ends_bit_by_bit_like_one_that_never_stopped(Optimizer optimizer) throws IOException {
        requireResumes(dropoutNetwork(optimizer), Kernels.best());
    }

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void so_does_one_of_branches_and_groups(Kernels kernels) throws IOException {
        requireResumes(Specs.spec(MOMENTUM, Specs.branches(new Activation.Gelu(false))), kernels);
    }

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void so_does_one_with_batch_norms_without_scale_and_shift(Kernels kernels) throws IOException {
        requireResumes(Specs.spec(MOMENTUM, Specs.normsWithoutAffine()), kernels);
    }

    private void requireResumes(ExperimentSpec spec, Kernels kernels) throws IOException {
        Path file = folder.resolve("checkpoint.zip");
        try (Dl4jEngine whole = new Dl4jEngine(spec, kernels);
                Dl4jEngine first = new Dl4jEngine(spec, kernels);
                Dl4jEngine second = new Dl4jEngine(spec, kernels)) {
            train(whole, 1, 8);
            train(first, 1, 4);
            first.save(file, STATE);
            assertThat(second.restore(file)).isEqualTo(STATE);
            train(second, 5, 8);
            assertThat(vectors(second)).isEqualTo(vectors(whole));
            assertThat(second.logits(batch(99))).isEqualTo(whole.logits(batch(99)));
        }
    }

    @Test
    void equal_states_give_equal_bytes() throws IOException {
        Path one = folder.resolve("one.zip");
        Path two = folder.resolve("two.zip");
        for (Path file : List.of(one, two)) {
            try (Dl4jEngine engine = new Dl4jEngine(dropoutNetwork(MOMENTUM))) {
                train(engine, 1, 3);
                engine.save(file, STATE);
            }
        }
        assertThat(one).hasSameBinaryContentAs(two);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no temporary files").containsExactlyInAnyOrder(one, two);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.999})
    void a_truncated_file_is_refused(double share) throws IOException {
        try (Dl4jEngine engine = new Dl4jEngine(dropoutNetwork(MOMENTUM))) {
            Path file = saved(engine);
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                access.setLength((long) (access.length() * share));
            }
            requireRefused(engine, file, "");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6, 0.9})
    void a_flipped_bit_is_noticed(double place) throws IOException {
        try (Dl4jEngine engine = new Dl4jEngine(dropoutNetwork(MOMENTUM))) {
            Path file = saved(engine);
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                long position = (long) (access.length() * place);
                access.seek(position);
                int value = access.read();
                access.seek(position);
                access.write(value ^ 1);
            }
            requireRefused(engine, file, "damaged");
        }
    }

    @Test
    void another_networks_file_is_refused() throws IOException {
        try (Dl4jEngine other = new Dl4jEngine(Specs.spec(MOMENTUM, new Layer.Flatten(), new Layer.Linear(10, true)));
                Dl4jEngine engine = new Dl4jEngine(dropoutNetwork(MOMENTUM))) {
            requireRefused(engine, saved(other), "another network");
        }
    }

    @Test
    void another_optimizers_file_is_refused() throws IOException {
        try (Dl4jEngine other = new Dl4jEngine(dropoutNetwork(new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8, 0, true)));
                Dl4jEngine engine = new Dl4jEngine(dropoutNetwork(MOMENTUM))) {
            requireRefused(engine, saved(other), "adam");
        }
    }

    @Test
    void a_file_of_something_else_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "not a checkpoint");
        try (Dl4jEngine engine = new Dl4jEngine(dropoutNetwork(MOMENTUM))) {
            requireRefused(engine, file, "no checkpoint");
        }
    }

    private Path saved(Dl4jEngine engine) throws IOException {
        Path file = folder.resolve("checkpoint.zip");
        engine.save(file, STATE);
        return file;
    }

    private static void requireRefused(Dl4jEngine engine, Path file, String message) {
        List<IntBuffer> before = vectors(engine);
        assertThatThrownBy(() -> engine.restore(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
        assertThat(vectors(engine)).as("untouched").isEqualTo(before);
    }

    private static void train(Dl4jEngine engine, int from, int to) {
        for (int iteration = from; iteration <= to; iteration++) {
            engine.step(batch(iteration), 0.05, iteration);
        }
    }

    private static Batch batch(int iteration) {
        return Specs.batch(DatasetName.CIFAR10, iteration % 4 == 0 ? 3 : 8, iteration);
    }

    private static List<IntBuffer> vectors(Dl4jEngine engine) {
        return Stream.concat(Stream.of(engine.flat()), engine.optimizerStates().stream())
                .map(INDArray::toFloatVector)
                .map(CheckpointTest::bits)
                .toList();
    }

    private static IntBuffer bits(float[] values) {
        return IntBuffer.wrap(IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray());
    }
}

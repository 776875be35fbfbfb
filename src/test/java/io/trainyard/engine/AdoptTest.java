package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Ema;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Optimizer;
import io.trainyard.training.TrainingState;
import io.trainyard.training.diagnosis.LossCurve;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that take over what another run left. */
class AdoptTest {

    private static final Optimizer SGD = new Optimizer.Sgd(0.1, 0.9, 0, false, 5e-4, true);
    private static final Optimizer ADAM = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8, 0, true);
    private static final TrainingState AFTER_FOUR =
            new TrainingState(1, 0, 4, 0, 0, 0, null, null, null, null, LossCurve.empty());

    @TempDir
    Path folder;

    @Test
    void layers_without_parameters_may_differ() throws IOException {
        try (Dl4jEngine parent = new Dl4jEngine(network(SGD, new Layer.Relu()));
                Dl4jEngine child = new Dl4jEngine(network(SGD, new Layer.Dropout(0.3)))) {
            Path file = saved(parent);
            assertThatThrownBy(() -> child.restore(file)).hasMessageContaining("another network");

            assertThat(child.adopt(file, false)).isEqualTo(AFTER_FOUR);
            assertThat(child.flat()).isEqualTo(parent.flat());
            assertThat(child.optimizerStates()).isEqualTo(parent.optimizerStates());
        }
    }

    @Test
    void a_reset_optimizer_starts_as_a_new_one_would() throws IOException {
        try (Dl4jEngine parent = new Dl4jEngine(network(SGD, new Layer.Relu()));
                Dl4jEngine child = new Dl4jEngine(network(ADAM, new Layer.Relu()));
                Dl4jEngine fresh = new Dl4jEngine(network(ADAM, new Layer.Relu()))) {
            Path file = saved(parent);
            assertThat(child.adopt(file, true)).isEqualTo(AFTER_FOUR);
            fresh.flat().assign(parent.flat());

            for (int i = 1; i <= 3; i++) {
                child.step(Specs.batch(DatasetName.CIFAR10, 8, i), 0.01, 4 + i);
                fresh.step(Specs.batch(DatasetName.CIFAR10, 8, i), 0.01, i);
                assertThat(child.flat()).as("step %d", i).isEqualTo(fresh.flat());
            }
        }
    }

    @Test
    void when_the_optimizer_began_is_part_of_a_checkpoint() throws IOException {
        try (Dl4jEngine parent = new Dl4jEngine(network(SGD, new Layer.Relu()));
                Dl4jEngine child = new Dl4jEngine(network(ADAM, new Layer.Relu()));
                Dl4jEngine resumed = new Dl4jEngine(network(ADAM, new Layer.Relu()))) {
            child.adopt(saved(parent), true);
            child.step(Specs.batch(DatasetName.CIFAR10, 8, 5), 0.01, 5);
            Path file = folder.resolve("child.zip");
            child.save(file, AFTER_FOUR);
            resumed.restore(file);
            child.step(Specs.batch(DatasetName.CIFAR10, 8, 6), 0.01, 6);
            resumed.step(Specs.batch(DatasetName.CIFAR10, 8, 6), 0.01, 6);
            assertThat(resumed.flat()).isEqualTo(child.flat());
        }
    }

    @Test
    void a_weight_average_starts_anew_from_what_was_evaluated() throws IOException {
        ExperimentSpec averaged = averaged(network(SGD, new Layer.Relu()));
        try (Dl4jEngine parent = new Dl4jEngine(averaged);
                Dl4jEngine child = new Dl4jEngine(averaged);
                Dl4jEngine plain = new Dl4jEngine(network(SGD, new Layer.Relu()))) {
            Path file = saved(parent);
            INDArray evaluated = parent.flat().dup();
            child.adopt(file, true);
            plain.flat().assign(evaluated);

            child.step(Specs.batch(DatasetName.CIFAR10, 8, 5), 0.1, 5);
            plain.step(Specs.batch(DatasetName.CIFAR10, 8, 5), 0.1, 1);
            assertThat(child.flat()).as("trains on from the average").isEqualTo(plain.flat());
            assertThat(child.logits(Specs.batch(DatasetName.CIFAR10, 8, 9)))
                    .as("the average is that of one step")
                    .isEqualTo(plain.logits(Specs.batch(DatasetName.CIFAR10, 8, 9)));
        }
    }

    @Test
    void what_does_not_fit_is_refused() throws IOException {
        try (Dl4jEngine parent = new Dl4jEngine(network(SGD, new Layer.Relu()));
                Dl4jEngine other = new Dl4jEngine(network(ADAM, new Layer.Relu()));
                Dl4jEngine wider = new Dl4jEngine(Specs.spec(SGD, new Layer.Flatten(), new Layer.Linear(10, true)))) {
            Path file = saved(parent);
            INDArray before = Nd4j.create(wider.flat().toFloatVector());
            assertThatThrownBy(() -> other.adopt(file, false)).hasMessageContaining("optimizer sgd");
            assertThatThrownBy(() -> wider.adopt(file, true)).hasMessageContaining("does not fit");
            assertThat(wider.flat()).isEqualTo(before);
        }
    }

    private static ExperimentSpec network(Optimizer optimizer, Layer middle) {
        return Specs.spec(
                optimizer,
                Specs.conv(4, 3, 2, 1, false),
                Specs.batchNorm(),
                middle,
                new Layer.Flatten(),
                new Layer.Linear(10, true));
    }

    private static ExperimentSpec averaged(ExperimentSpec spec) {
        return new ExperimentSpec(
                spec.description(),
                spec.seed(),
                spec.priority(),
                spec.dataset(),
                spec.preprocessing(),
                spec.augmentation(),
                spec.model(),
                spec.weightInit(),
                spec.loss(),
                spec.optimizer(),
                spec.lrSchedule(),
                spec.gradientClipping(),
                new Ema(0.9),
                spec.training(),
                spec.earlyStopping(),
                spec.checkpoints(),
                spec.evaluation(),
                spec.retry());
    }

    /** After four steps. */
    private Path saved(Dl4jEngine engine) throws IOException {
        for (int i = 1; i <= 4; i++) {
            engine.step(Specs.batch(DatasetName.CIFAR10, 8, i), 0.1, i);
        }
        Path file = folder.resolve("parent.zip");
        engine.save(file, AFTER_FOUR);
        return file;
    }
}

package io.trainyard.spec;

import io.trainyard.spec.Preprocessing.Explicit;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what an experienced colleague would say about a valid spec before it runs: warnings, which hinder nothing, in the
 * form of violations. Pointers are those of the resolved spec.
 */
public final class SpecAdvice {

    private static final List<Double> MEAN_OF_IMAGE_STDS = List.of(0.2023, 0.1994, 0.2010);
    private static final int SMALL_BATCH = 8;
    private static final double HIGH_FOR_ADAM = 0.01;

    private final ExperimentSpec spec;
    private final List<Violation> warnings = new ArrayList<>();

    private SpecAdvice(ExperimentSpec spec) {
        this.spec = spec;
    }

    public static List<Violation> of(ExperimentSpec spec) {
        SpecAdvice advice = new SpecAdvice(spec);
        advice.data();
        advice.warnings.addAll(LayerAdvice.of(spec));
        advice.warnings.addAll(WeightInitAdvice.of(spec));
        advice.optimization();
        advice.duration();
        advice.warnings.addAll(ScheduleAdvice.of(spec));
        return List.copyOf(advice.warnings);
    }

    private void data() {
        if (spec.dataset().validationFraction() == 0) {
            add(
                    "/dataset/validation_fraction",
                    "no_validation",
                    "Without validation data no best epoch can be chosen; the test set judges the last one.");
        }
        if (spec.preprocessing().standardize() instanceof Preprocessing.None) {
            add(
                    "/preprocessing/standardize/from",
                    "not_standardized",
                    "Pixels stay in [0,1]. Networks usually learn faster from standardized ones: {\"from\": \"train\"}.");
        }
        if (spec.preprocessing().standardize() instanceof Explicit explicit
                && explicit.std().equals(MEAN_OF_IMAGE_STDS)) {
            add(
                    "/preprocessing/standardize/std",
                    "mean_of_image_stds",
                    "These are the means of CIFAR-10's per-image standard deviations; over all pixels of the training"
                            + " set they are [0.2470, 0.2435, 0.2616], which {\"from\": \"train\"} computes.");
        }
        flips();
        colours();
    }

    private void colours() {
        for (int i = 0; i < spec.augmentation().size(); i++) {
            if (spec.dataset().name().shape().channels() == 1
                    && spec.augmentation().get(i) instanceof Augmentation.ColorJitter jitter
                    && jitter.saturation() + jitter.hue() > 0) {
                add("/augmentation/" + i, "colours_of_grey", "Saturation and hue do nothing to grey images.");
            }
        }
    }

    private void flips() {
        for (int i = 0; i < spec.augmentation().size(); i++) {
            if (spec.dataset().name() == DatasetName.MNIST
                    && spec.augmentation().get(i) instanceof Augmentation.RandomHorizontalFlip) {
                add("/augmentation/" + i, "flipped_digits", "A mirrored digit is no digit any more.");
            }
        }
    }

    private void optimization() {
        Optimizer optimizer = spec.optimizer();
        if (optimizer.learningRate() > highLearningRate()) {
            add(
                    "/optimizer/learning_rate",
                    "high_learning_rate",
                    "%s is high for %s and may diverge; usual are %s."
                            .formatted(
                                    Numbers.shown(optimizer.learningRate()), optimizer.type(), usualLearningRates()));
        }
        if (optimizer instanceof Optimizer.Sgd sgd && sgd.dampening() > 0 && sgd.momentum() == 0) {
            add("/optimizer/dampening", "nothing_to_dampen", "Without a momentum, dampening has no effect.");
        }
        int batch = spec.training().batchSize();
        BatchNorms norms = BatchNorms.of(spec);
        if (norms.any() && batch < SMALL_BATCH) {
            add(
                    "/training/batch_size",
                    "noisy_batch_statistics",
                    "Batch norm estimates mean and variance from each batch; " + batch + " images make them noisy.");
        } else if (norms.ofOneValue() != null && spec.lastBatchSize() == 1) {
            add(
                    "/training/batch_size",
                    "single_image_batch",
                    "The last batch of an epoch has one image, of which layer %s (batch norm) gets one value per channel: it learns nothing from it. PyTorch refuses such a batch."
                            .formatted(norms.ofOneValue()));
        }
    }

    /** Steps of Adam, AdamW and RMSprop are about as long as the learning rate, whatever the gradients. */
    private double highLearningRate() {
        return sizesItsSteps() ? HIGH_FOR_ADAM : 1;
    }

    private String usualLearningRates() {
        return sizesItsSteps()
                ? "0.0001 to 0.003"
                : "0.01 to 0.1" + (spec.optimizer() instanceof Optimizer.Sgd ? " with momentum 0.9" : "");
    }

    private boolean sizesItsSteps() {
        return !(spec.optimizer() instanceof Optimizer.Sgd || spec.optimizer() instanceof Optimizer.Adagrad);
    }

    private void duration() {
        int epochs = spec.training().epochs();
        EarlyStopping stopping = spec.earlyStopping();
        if (stopping != null && stopping.patience() >= epochs) {
            add(
                    "/early_stopping/patience",
                    "never_stops_early",
                    "A patience of %d cannot run out within %d epochs.".formatted(stopping.patience(), epochs));
        }
        Ema ema = spec.ema();
        long steps = (long) epochs * spec.stepsPerEpoch();
        if (ema != null && 1 / (1 - ema.decay()) > steps) {
            add(
                    "/ema/decay",
                    "slow_average",
                    "With a decay of %s the average looks back on about %.0f steps, but the run has only %d: it would still hold much of the first weights."
                            .formatted(Numbers.shown(ema.decay()), 1 / (1 - ema.decay()), steps));
        }
    }

    private void add(String pointer, String code, String message) {
        warnings.add(new Violation(pointer, code, message));
    }
}

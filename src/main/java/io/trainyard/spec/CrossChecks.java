package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;
import static io.trainyard.spec.ViolationCode.WRONG_LENGTH;

import io.trainyard.spec.Preprocessing.Explicit;
import java.util.List;

/** Fields that must fit each other. Each check is silent while one of its fields is wrong in itself. */
final class CrossChecks {

    private final ExperimentSpec spec;
    private final Violations violations;

    private CrossChecks(ExperimentSpec spec, Violations violations) {
        this.spec = spec;
        this.violations = violations;
    }

    static void run(ExperimentSpec spec, Violations violations) {
        CrossChecks checks = new CrossChecks(spec, violations);
        if (violations.noneAt("/dataset")) {
            checks.statistics();
            checks.split();
            checks.validationData();
            checks.classWeights();
            checks.topK();
        }
        if (violations.noneAt("/dataset", "/augmentation")) {
            new AugmentationChecks(spec, violations).run();
        }
        if (violations.noneAt("/dataset", "/training")) {
            checks.accumulation();
        }
        if (violations.noneAt("/dataset", "/training", "/model")) {
            checks.batchNorm();
        }
        if (violations.noneAt("/early_stopping", "/checkpoints")) {
            checks.restoredBest();
        }
        if (violations.noneAt("/dataset", "/model", "/weight_init")) {
            WeightInitChecks.run(spec, violations);
        }
        new ScheduleChecks(spec, violations).run();
    }

    private void statistics() {
        if (!(spec.preprocessing().standardize() instanceof Explicit explicit)
                || !violations.noneAt("/preprocessing")) {
            return;
        }
        int channels = spec.dataset().name().shape().channels();
        oneForEachChannel("mean", explicit.mean().size(), channels);
        oneForEachChannel("std", explicit.std().size(), channels);
    }

    private void oneForEachChannel(String field, int given, int channels) {
        if (given != channels) {
            violations.add(
                    "/preprocessing/standardize/" + field,
                    WRONG_LENGTH,
                    "%s has %d channel%s, so %d value%s %s needed here, but %d %s given."
                            .formatted(
                                    spec.dataset().name().id(),
                                    channels,
                                    channels == 1 ? "" : "s",
                                    channels,
                                    channels == 1 ? "" : "s",
                                    channels == 1 ? "is" : "are",
                                    given,
                                    given == 1 ? "was" : "were"));
        }
    }

    private void classWeights() {
        List<Double> weights = spec.loss().classWeights();
        DatasetName dataset = spec.dataset().name();
        if (weights != null && weights.size() != dataset.classes() && violations.noneAt("/loss")) {
            String message = "%s has %d classes, so %d weights are needed here, one for each class, but %d %s given."
                    .formatted(
                            dataset.id(),
                            dataset.classes(),
                            dataset.classes(),
                            weights.size(),
                            weights.size() == 1 ? "was" : "were");
            violations.add("/loss/class_weights", WRONG_LENGTH, message);
        }
    }

    /** Each part of the split must be able to hold an image of every class, and a batch must fit into the first. */
    private void split() {
        DatasetSpec dataset = spec.dataset();
        int classes = dataset.name().classes();
        int images = dataset.trainImages();
        double fraction = dataset.validationFraction();
        long validation = dataset.validationImages();
        long training = images - validation;
        if (fraction > 0 && (validation < classes || training < classes)) {
            violations.add(
                    "/dataset/validation_fraction",
                    CONFLICT,
                    ("%s of %d images leaves %d to train on and %d to validate with; each needs at least %d, one per"
                                    + " class. Change the fraction or train_limit, or validate with none: 0.")
                            .formatted(Numbers.shown(fraction), images, training, validation, classes));
        } else if (spec.training().batchSize() > training && violations.noneAt("/training/batch_size")) {
            violations.add(
                    "/training/batch_size",
                    CONFLICT,
                    "There are %d images to train on, fewer than one batch of %d. Use at most %d."
                            .formatted(training, spec.training().batchSize(), training));
        }
    }

    private void validationData() {
        if (spec.dataset().validationFraction() > 0) {
            return;
        }
        if (spec.earlyStopping() != null) {
            needsValidation("/early_stopping", "Early stopping watches a validation metric");
        }
        if (spec.training().targetAccuracy() != null) {
            needsValidation("/training/target_accuracy", "The target is compared with the validation accuracy");
        }
        if (spec.lrSchedule() instanceof ReduceOnPlateau plateau
                && plateau.metric().needsValidation()
                && violations.noneAt("/lr_schedule")) {
            needsValidation(
                    "/lr_schedule/metric",
                    "The schedule watches the " + plateau.metric().words());
        }
        if (spec.checkpoints().keepBest() > 0) {
            needsValidation("/checkpoints/keep_best", "The best checkpoints are those with the best validation metric");
        }
    }

    private void needsValidation(String pointer, String why) {
        violations.add(
                pointer,
                CONFLICT,
                why
                        + ", but dataset.validation_fraction is 0. Hold some images out (0.1 is usual), or leave this out.");
    }

    private void topK() {
        Integer k = spec.evaluation().topK();
        DatasetName dataset = spec.dataset().name();
        if (k != null && k >= dataset.classes() && violations.noneAt("/evaluation")) {
            String message = "%s has %d classes, so every image would count as right among the best %d. Use at most %d."
                    .formatted(dataset.id(), dataset.classes(), k, dataset.classes() - 1);
            violations.add("/evaluation/top_k", CONFLICT, message);
        }
    }

    private void accumulation() {
        int batches = spec.iterationsPerEpoch();
        if (spec.training().accumulateBatches() > batches) {
            String message = "An epoch has %d batch%s, fewer than the %d that make one optimizer step. Use at most %d."
                    .formatted(
                            batches, batches == 1 ? "" : "es", spec.training().accumulateBatches(), batches);
            violations.add("/training/accumulate_batches", CONFLICT, message);
        }
    }

    private void batchNorm() {
        String path = spec.training().batchSize() == 1 ? BatchNorms.of(spec).ofOneValue() : null;
        if (path != null) {
            String message =
                    "Layer %s (batch norm) gets one value per channel of each image, and one value has no variance."
                            .formatted(path);
            violations.add("/training/batch_size", CONFLICT, message + " Use at least 2, as PyTorch demands.");
        }
    }

    private void restoredBest() {
        if (spec.earlyStopping() != null
                && spec.earlyStopping().restoreBest()
                && spec.checkpoints().keepBest() == 0) {
            violations.add(
                    "/early_stopping/restore_best",
                    CONFLICT,
                    "No best checkpoint is kept, since checkpoints.keep_best is 0. Set that to 1, or this to false.");
        }
    }
}

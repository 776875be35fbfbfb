package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;

/** Whether the learning-rate schedule fits the optimizer and the number of epochs. */
final class ScheduleChecks {

    private final ExperimentSpec spec;
    private final Violations violations;

    ScheduleChecks(ExperimentSpec spec, Violations violations) {
        this.spec = spec;
        this.violations = violations;
    }

    void run() {
        if (violations.noneAt("/training/epochs", "/lr_schedule")) {
            warmup();
        }
        if (violations.noneAt("/optimizer", "/lr_schedule")) {
            floor();
        }
    }

    private void warmup() {
        int warmup = spec.lrSchedule().warmupEpochs();
        int epochs = spec.training().epochs();
        if (warmup >= epochs) {
            String message = "A warm-up of %d of %d epochs leaves none for the schedule. Use at most %d."
                    .formatted(warmup, epochs, epochs - 1);
            violations.add("/lr_schedule/warmup_epochs", CONFLICT, message);
        }
    }

    private void floor() {
        if (spec.lrSchedule() instanceof LrSchedule.Cosine cosine) {
            floor("min_learning_rate", cosine.minLearningRate());
        } else if (spec.lrSchedule() instanceof LrSchedule.CosineRestarts restarts) {
            floor("min_learning_rate", restarts.minLearningRate());
        } else if (spec.lrSchedule() instanceof ReduceOnPlateau plateau) {
            floor("min_lr", plateau.minLearningRate());
        }
    }

    private void floor(String field, double floor) {
        double rate = spec.optimizer().learningRate();
        if (floor > rate) {
            String message = "The schedule falls from the optimizer's learning rate, %s, so it cannot end at %s."
                    .formatted(Numbers.shown(rate), Numbers.shown(floor));
            violations.add("/lr_schedule/" + field, CONFLICT, message);
        }
    }
}

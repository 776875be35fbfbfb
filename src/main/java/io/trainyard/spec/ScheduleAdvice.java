package io.trainyard.spec;

import java.util.ArrayList;
import java.util.List;

/** The part of {@link SpecAdvice} that looks at what the learning-rate schedule comes to within the run. */
final class ScheduleAdvice {

    private final ExperimentSpec spec;
    private final LrSchedule schedule;
    private final List<Violation> warnings = new ArrayList<>();

    private ScheduleAdvice(ExperimentSpec spec) {
        this.spec = spec;
        this.schedule = spec.lrSchedule();
    }

    static List<Violation> of(ExperimentSpec spec) {
        ScheduleAdvice advice = new ScheduleAdvice(spec);
        advice.changes();
        advice.falls();
        return advice.warnings;
    }

    private void changes() {
        if (schedule instanceof LrSchedule.Step step) {
            begins("step_size", "never_steps", "step", step.stepSize());
        } else if (schedule instanceof LrSchedule.MultiStep multiStep) {
            begins("milestones/0", "never_steps", "step", multiStep.milestones().get(0));
        } else if (schedule instanceof LrSchedule.CosineRestarts restarts) {
            begins("t_0", "never_restarts", "restart", restarts.firstEpochs());
        } else if (schedule instanceof ReduceOnPlateau plateau) {
            begins("patience", "never_reduces", "reduction", plateau.patience() + 2);
        } else if (schedule instanceof LrSchedule.OneCycle cycle) {
            oneCycle(cycle);
        }
    }

    /** @param after so many epochs behind the warm-up */
    private void begins(String field, String code, String what, int after) {
        int epoch = after + schedule.warmupEpochs();
        int epochs = spec.training().epochs();
        if (epoch >= epochs) {
            add(
                    "/lr_schedule/" + field,
                    code,
                    "The first %s would come after epoch %d, but training ends with epoch %d."
                            .formatted(what, epoch, epochs));
        }
    }

    private void oneCycle(LrSchedule.OneCycle cycle) {
        long steps = (long) epochsBehindWarmup() * spec.stepsPerEpoch();
        if (cycle.warmupEpochs() > 0) {
            add(
                    "/lr_schedule/warmup_epochs",
                    "warms_up_twice",
                    "one_cycle has a rise of its own, pct_start, and starts low again after the warm-up.");
        } else if (cycle.pctStart() > 0 && cycle.pctStart() * steps < 2) {
            add(
                    "/lr_schedule/pct_start",
                    "never_rises",
                    "The rise takes %s of %d steps, which is none. Train longer, or on smaller batches."
                            .formatted(Numbers.shown(cycle.pctStart()), steps));
        }
    }

    /** Schedules by the epoch start to fall with the second one. */
    private void falls() {
        boolean byEpoch = schedule instanceof LrSchedule.Cosine
                || schedule instanceof LrSchedule.Polynomial
                || schedule instanceof LrSchedule.Exponential;
        if (byEpoch && epochsBehindWarmup() == 1) {
            add(
                    "/training/epochs",
                    "never_falls",
                    "In the first epoch behind the warm-up %s still is at its start, and there is no second one."
                            .formatted(schedule.type()));
        }
    }

    private int epochsBehindWarmup() {
        return spec.training().epochs() - schedule.warmupEpochs();
    }

    private void add(String pointer, String code, String message) {
        warnings.add(new Violation(pointer, code, message));
    }
}

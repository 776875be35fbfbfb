package io.trainyard.spec;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code lr_schedule}. */
final class ScheduleWriter {

    private ScheduleWriter() {}

    static ObjectNode write(LrSchedule schedule) {
        ObjectNode json = SpecWriter.typed(schedule.type());
        if (schedule instanceof LrSchedule.Step step) {
            json.put("step_size", step.stepSize()).put("gamma", step.gamma());
        } else if (schedule instanceof LrSchedule.MultiStep multiStep) {
            ArrayNode milestones = json.putArray("milestones");
            multiStep.milestones().forEach(milestones::add);
            json.put("gamma", multiStep.gamma());
        } else if (schedule instanceof LrSchedule.Exponential exponential) {
            json.put("gamma", exponential.gamma());
        } else if (schedule instanceof LrSchedule.Polynomial polynomial) {
            json.put("power", polynomial.power());
        } else if (schedule instanceof LrSchedule.Cosine cosine) {
            json.put("min_learning_rate", cosine.minLearningRate());
        } else if (schedule instanceof LrSchedule.CosineRestarts restarts) {
            json.put("t_0", restarts.firstEpochs())
                    .put("t_mult", restarts.factor())
                    .put("min_learning_rate", restarts.minLearningRate());
        } else if (schedule instanceof LrSchedule.OneCycle cycle) {
            json.put("pct_start", cycle.pctStart())
                    .put("div_factor", cycle.divFactor())
                    .put("final_div_factor", cycle.finalDivFactor());
        } else if (schedule instanceof ReduceOnPlateau plateau) {
            json.put("metric", plateau.metric().id())
                    .put("factor", plateau.factor())
                    .put("patience", plateau.patience())
                    .put("threshold", plateau.threshold())
                    .put("threshold_mode", plateau.relative() ? "rel" : "abs")
                    .put("cooldown", plateau.cooldown())
                    .put("min_lr", plateau.minLearningRate())
                    .put("eps", plateau.eps());
        }
        return json.put("warmup_epochs", schedule.warmupEpochs());
    }
}

package io.trainyard.trainer;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.RunWarning;
import io.trainyard.training.RunClock;
import io.trainyard.training.SavedCheckpoint;
import io.trainyard.training.Step;
import io.trainyard.training.TrainingObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the worker how a run goes: the first step, progress and the steps since at most once a second, every
 * epoch. */
final class RunReporter implements TrainingObserver {

    private static final double SECONDS_BETWEEN = 1;

    private final TrainerOutput output;
    private final RunClock clock;
    private double lastSaid;
    private int lastEpoch;
    private long images;
    private boolean spoken;
    private final StepRows rows = new StepRows();
    private final Set<List<String>> logged = new HashSet<>();

    RunReporter(TrainerOutput output, RunClock clock) {
        this.output = output;
        this.clock = clock;
        this.lastSaid = clock.seconds();
    }

    @Override
    public void stepped(Step step) {
        if (rows.isClosedTo(step)) {
            flush();
        }
        rows.add(step);
        progress(step);
    }

    private void progress(Step step) {
        boolean newEpoch = step.epoch() > lastEpoch;
        lastEpoch = step.epoch();
        if (newEpoch && spoken) {
            restart();
            return;
        }
        images += step.examples();
        double since = clock.seconds() - lastSaid;
        if (spoken && since < SECONDS_BETWEEN) {
            return;
        }
        flush();
        output.say(new TrainerMessage.Progress(step.epoch(), step.iteration(), since > 0 ? images / since : 0));
        restart();
    }

    /** Says the steps that have not been said yet; before every message that closes something. */
    void flush() {
        if (!rows.isEmpty()) {
            output.say(new TrainerMessage.Iterations(rows.take()));
        }
    }

    @Override
    public void epochEnded(EpochMetrics metrics, @Nullable SavedCheckpoint checkpoint) {
        flush();
        output.say(new TrainerMessage.Epoch(
                metrics, checkpoint == null ? null : TrainerMessage.Checkpoint.of(checkpoint)));
    }

    /** Every time for the job, the first time for the log. */
    @Override
    public void warned(RunWarning warning) {
        output.say(new TrainerMessage.Warning(warning));
        if (logged.add(List.of(warning.code(), String.valueOf(warning.path())))) {
            output.say(new TrainerMessage.Log(
                    TrainerMessage.Level.WARN, "%s: %s".formatted(warning.code(), warning.message())));
        }
    }

    /** At a new epoch, too: the validation between does not count as a slow step. */
    private void restart() {
        spoken = true;
        lastSaid = clock.seconds();
        images = 0;
    }
}

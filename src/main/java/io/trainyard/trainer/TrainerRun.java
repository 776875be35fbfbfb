package io.trainyard.trainer;

import io.trainyard.dataset.Batches;
import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.DatasetStore;
import io.trainyard.engine.Engines;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.trainer.TrainerTask.Fork;
import io.trainyard.training.CheckpointFolder;
import io.trainyard.training.Engine;
import io.trainyard.training.EpochPlan;
import io.trainyard.training.Outcome;
import io.trainyard.training.RunClock;
import io.trainyard.training.StopSignal;
import io.trainyard.training.TrainingLoop;
import io.trainyard.training.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task from its data to its last message. */
final class TrainerRun {

    private final Path folder;
    private final TrainerTask task;
    private final ExperimentSpec spec;
    private final TrainerOutput output;
    private final StopSignal stop;

    TrainerRun(Path folder, TrainerTask task, TrainerOutput output, StopSignal stop) {
        this.folder = folder;
        this.task = task;
        this.spec = SpecReader.read(task.spec());
        this.output = output;
        this.stop = stop;
    }

    TrainerMessage run() throws IOException, InterruptedException {
        Engines.prepare();
        Dataset dataset = loadDataset();
        Batches batches = Batches.of(spec, dataset, feedThreads());
        try (Engine engine = Engines.create(spec, batches.standardize())) {
            Map<String, String> versions = Versions.all();
            requireBackend(versions.get("backend"));
            output.log(engine.description());
            output.say(new TrainerMessage.Started(
                    engine.parameters(),
                    EpochPlan.of(spec, batches).iterations(),
                    engine.description(),
                    dataset.sha256(),
                    versions,
                    task.resumeFrom() == null ? engine.initialValues() : null));
            return train(engine, batches);
        }
    }

    /** ND4J quietly takes the CPU where CUDA does not start; a job on a GPU must not. */
    private static void requireBackend(@Nullable String found) {
        String wanted = System.getenv("TRAINYARD_BACKEND");
        if (wanted != null && !wanted.equalsIgnoreCase(found)) {
            throw new IllegalStateException(
                    "This trainer was started for %s, but ND4J came up with %s: see the log above for the reason."
                            .formatted(wanted, found));
        }
    }

    private TrainerMessage train(Engine engine, Batches batches) throws IOException, InterruptedException {
        CheckpointFolder checkpoints = new CheckpointFolder(folder);
        TrainingState start = resume(engine, checkpoints);
        RunClock clock = RunClock.startedAfter(task.elapsedSeconds());
        RunReporter reporter = new RunReporter(output, clock);
        Outcome outcome =
                run(new TrainingLoop(spec, engine, batches, checkpoints, reporter, stop, clock), start, reporter);
        if (outcome instanceof Outcome.Finished finished) {
            return new TrainerMessage.Finished(finished.reason(), finished.test(), finished.evaluatedEpoch());
        }
        var checkpoint = ((Outcome.Stopped) outcome).checkpoint();
        return new TrainerMessage.Stopped(checkpoint == null ? null : TrainerMessage.Checkpoint.of(checkpoint));
    }

    /** Also when it fails: the last steps are those that one wants to see. */
    private static Outcome run(TrainingLoop loop, TrainingState start, RunReporter reporter)
            throws IOException, InterruptedException {
        try {
            return loop.run(start);
        } finally {
            reporter.flush();
        }
    }

    private TrainingState resume(Engine engine, CheckpointFolder checkpoints) throws IOException {
        if (task.bestCheckpoint() != null) {
            checkpoints.keepBest(folder.resolve(task.bestCheckpoint()));
        }
        if (task.resumeFrom() == null) {
            return TrainingState.initial();
        }
        Path from = folder.resolve(task.resumeFrom());
        TrainingState state = task.fork() == null ? engine.restore(from) : adopt(engine, from, task.fork());
        output.log("Goes on after epoch %d, batch %d".formatted(state.epoch(), state.batch()));
        return state;
    }

    private TrainingState adopt(Engine engine, Path from, Fork fork) throws IOException {
        TrainingState theirs = engine.adopt(from, fork.resetOptimizer());
        TrainingState state = fork.continues() ? theirs.continued() : theirs.forgetting();
        boolean bestIsLost = spec.restoresBest() && task.bestCheckpoint() == null;
        return bestIsLost ? state.withoutBest() : state;
    }

    private Dataset loadDataset() {
        Path data = task.dataDirectory() == null ? null : Path.of(task.dataDirectory());
        return new DatasetStore(data, Path.of(task.cacheDirectory()), output::log)
                .load(spec.dataset().name());
    }

    /** Images are cheap to prepare: few threads keep a GPU fed, and on the CPU they should not take cores from it. */
    private static int feedThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
    }
}

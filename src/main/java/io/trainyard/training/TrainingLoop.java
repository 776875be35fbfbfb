package io.trainyard.training;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.BatchStream;
import io.trainyard.dataset.Batches;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.StopReason;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.training.Engine.StepResult;
import io.trainyard.training.Evaluator.Tally;
import io.trainyard.training.diagnosis.Diagnosis;
import io.trainyard.training.diagnosis.Divergence;
import io.trainyard.training.diagnosis.Inspection;
import io.trainyard.training.diagnosis.LossCurve;
import io.trainyard.training.diagnosis.Sampling;
import io.trainyard.training.diagnosis.StepFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network: epochs of steps, a validation after each, and at the end the test set, once. A run that was stopped
 * and goes on from its checkpoint ends with the same bits and the same metrics, times apart, as one that never stopped.
 */
public final class TrainingLoop {

    private final Engine engine;
    private final Batches batches;
    private final CheckpointFolder checkpoints;
    private final TrainingObserver observer;
    private final StopSignal stop;
    private final RunClock clock;
    private final Steering steering;
    private final LearningRateControl learningRates;
    private final Evaluator evaluator;
    private final EpochPlan plan;
    private final int classes;

    private final CheckpointWriter writer = new CheckpointWriter();

    private TrainingState state = TrainingState.initial();
    private TrainingState saved = state;

    public TrainingLoop(
            ExperimentSpec spec,
            Engine engine,
            Batches batches,
            CheckpointFolder checkpoints,
            TrainingObserver observer,
            StopSignal stop,
            RunClock clock) {
        this.engine = engine;
        this.batches = batches;
        this.checkpoints = checkpoints;
        this.observer = observer;
        this.stop = stop;
        this.clock = clock;
        this.steering = new Steering(spec);
        this.plan = EpochPlan.of(spec, batches);
        this.learningRates = new LearningRateControl(spec, plan.iterations());
        this.evaluator = new Evaluator(engine, spec.loss(), spec.evaluation().topK(), stop);
        this.classes = spec.dataset().name().classes();
    }

    /**
     * @param start what {@link Engine#restore} gave, or {@link TrainingState#initial} with a fresh engine
     * @throws NumericalException if a loss or an output is not finite
     * @throws IllegalStateException if the best checkpoint of earlier attempts is not in the checkpoint folder
     */
    public Outcome run(TrainingState start) throws IOException, InterruptedException {
        state = start;
        saved = start;
        requireBest();
        try (writer) {
            return trainAndTest();
        }
    }

    private Outcome trainAndTest() throws IOException, InterruptedException {
        try {
            while (steering.reasonToEnd(state) == null) {
                EpochTimer timer = new EpochTimer(clock);
                train(timer);
                endEpoch(validate(), timer);
            }
            writer.await();
            return test();
        } catch (StopSignal.Raised signal) {
            return stopped();
        }
    }

    private void train(EpochTimer timer) throws IOException, InterruptedException, StopSignal.Raised {
        stop.check();
        if (state.batch() == plan.batches()) {
            return; // stopped during validation: all steps are done
        }
        try (BatchStream stream = batches.train().pass(state.epoch() + 1, state.batch())) {
            while (state.batch() < plan.batches()) {
                stop.check();
                step(stream, timer);
                writer.tellIfDone();
            }
        }
    }

    private void step(BatchStream stream, EpochTimer timer) throws InterruptedException {
        timer.startWaiting();
        List<Batch> step = nextStep(stream);
        int examples = step.stream().mapToInt(Batch::size).sum();
        long iteration = state.iteration() + 1;
        double rate = learningRates.at(state, plan.iterationsAfter(state.batch()) + 1);
        timer.startStep();
        StepResult result = engine.step(step, rate, iteration, Sampling.includes(iteration));
        timer.endStep(examples);
        Inspection inspection = result.inspection();
        if (!Double.isFinite(result.loss())) {
            String where = inspection == null ? "" : Divergence.where(inspection);
            throw NumericalException.inTraining(state.epoch() + 1, iteration, rate, result.loss(), where);
        }
        state = state.plus(result, step.size(), examples);
        observer.stepped(new Step(
                state.epoch() + 1,
                plan.iterationsAfter(state.batch()),
                iteration,
                examples,
                result.loss(),
                result.correct(),
                rate,
                timer.stepSeconds()));
        if (inspection != null) {
            diagnose(rate, result.loss(), inspection);
        }
    }

    private List<Batch> nextStep(BatchStream stream) throws InterruptedException {
        int count = plan.batchesOfStep(state.batch());
        List<Batch> step = new ArrayList<>(count);
        while (step.size() < count) {
            Batch batch = stream.next();
            if (batch == null) {
                throw new IllegalStateException("The training data ended after batch %d of %d"
                        .formatted(state.batch() + step.size(), plan.batches()));
            }
            step.add(batch);
        }
        return step;
    }

    private void diagnose(double rate, double loss, Inspection inspection) {
        StepFacts facts = new StepFacts(
                state.epoch() + 1,
                state.iteration(),
                rate,
                classes,
                loss,
                state.meanLoss(),
                state.losses(),
                inspection);
        Diagnosis.of(facts).forEach(observer::warned);
    }

    private @Nullable Tally validate() throws InterruptedException, StopSignal.Raised {
        if (batches.validation().examples() == 0) {
            return null;
        }
        Tally tally = evaluator.evaluate(batches.validation());
        if (!tally.isFinite()) {
            throw NumericalException.inEvaluation("validation", state.epoch() + 1, state.iteration());
        }
        return tally;
    }

    private void endEpoch(@Nullable Tally validation, EpochTimer timer) throws IOException {
        writer.await();
        EpochMetrics metrics = metrics(validation, timer);
        LossCurve losses = state.losses()
                .withEpoch(new LossCurve.Point(metrics.epoch(), metrics.trainLoss(), metrics.validationLoss()));
        state = learningRates.endEpoch(state.with(losses), metrics);
        state = steering.endEpoch(state, metrics, clock.seconds());
        if (steering.writesCheckpoint(state)) {
            beginCheckpoint(metrics);
        } else {
            tell(metrics, state, null);
        }
    }

    /** The epoch is told when its checkpoint is whole: nobody shall know more than what can be resumed. */
    private void beginCheckpoint(EpochMetrics metrics) {
        TrainingState ended = state;
        Engine.Snapshot snapshot = engine.snapshot(ended);
        Double value = steering.checkpointMetric(metrics);
        writer.begin(() -> write(snapshot, ended, value), checkpoint -> tell(metrics, ended, checkpoint));
        saved = ended;
    }

    private SavedCheckpoint write(Engine.Snapshot snapshot, TrainingState state, @Nullable Double metricValue)
            throws IOException {
        Path file = checkpoints.file(state);
        snapshot.write(file);
        boolean best = metricValue != null && steering.isBest(state);
        if (best && steering.testsBest(state)) {
            checkpoints.keepBest(file);
        }
        return SavedCheckpoint.of(file, state, metricValue, best);
    }

    private void tell(EpochMetrics metrics, TrainingState ended, @Nullable SavedCheckpoint checkpoint) {
        observer.epochEnded(metrics, checkpoint);
        Diagnosis.of(ended.losses(), ended.iteration()).forEach(observer::warned);
    }

    private Outcome.Stopped stopped() throws IOException {
        writer.await();
        return new Outcome.Stopped(state.equals(saved) ? null : write(engine.snapshot(state), state, null));
    }

    private EpochMetrics metrics(@Nullable Tally validation, EpochTimer timer) {
        return new EpochMetrics(
                state.epoch() + 1,
                state.meanLoss(),
                (double) state.correct() / state.examples(),
                validation == null ? null : validation.loss(),
                validation == null ? null : validation.accuracy(),
                learningRates.atEnd(state),
                timer.seconds(),
                timer.imagesPerSecond(),
                timer.waitSeconds());
    }

    private Outcome test() throws IOException, InterruptedException, StopSignal.Raised {
        stop.check();
        StopReason reason = steering.reasonToEnd(state);
        int epoch = state.epoch();
        if (steering.testsBest(state) && !steering.isBest(state)) {
            epoch = engine.restore(checkpoints.best()).epoch();
        }
        Tally tally = evaluator.evaluate(batches.test());
        if (!tally.isFinite()) {
            throw NumericalException.inEvaluation("test", epoch, state.iteration());
        }
        return new Outcome.Finished(reason, Evaluator.result(tally, batches.test()), epoch);
    }

    private void requireBest() {
        if (steering.testsBest(state) && !steering.isBest(state) && !Files.isRegularFile(checkpoints.best())) {
            throw new IllegalStateException("The checkpoint of the best epoch so far, %d, is missing: put it to %s"
                    .formatted(state.best().epoch(), checkpoints.best()));
        }
    }
}

package io.trainyard.training;

import io.trainyard.result.EvaluationResult;
import io.trainyard.result.StopReason;
import org.jspecify.annotations.Nullable;

/** How a run ended. */
public sealed interface Outcome {

    /** @param evaluatedEpoch whose parameters the test set judged */
    record Finished(StopReason reason, EvaluationResult test, int evaluatedEpoch) implements Outcome {}

    /** @param checkpoint null when nothing is new since the last one written or resumed from */
    record Stopped(@Nullable SavedCheckpoint checkpoint) implements Outcome {}
}

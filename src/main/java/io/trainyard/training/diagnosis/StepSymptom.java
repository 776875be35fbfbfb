package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import java.util.List;

/** One thing that can be wrong with a network in training, seen in a step. */
interface StepSymptom {

    /** Empty if it is not seen. */
    List<RunWarning> of(StepFacts facts);
}

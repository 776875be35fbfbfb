package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import java.util.List;

/** One thing that can be wrong with a run, seen over its last epochs. */
interface EpochSymptom {

    /**
     * Empty if it is not seen.
     *
     * @param iteration steps done in all
     */
    List<RunWarning> of(LossCurve curve, long iteration);
}

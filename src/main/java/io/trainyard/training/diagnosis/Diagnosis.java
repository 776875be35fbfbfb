package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import java.util.List;

/** All that is looked for. What it says follows from the run's state alone, so that a resumed run says the same. */
public final class Diagnosis {

    private static final List<StepSymptom> STEP = List.of(
            new DeadRelus(),
            new VanishingGradients(),
            new ExplodingGradients(),
            new LossAtChance(),
            new LearningRateTooLarge(),
            new LearningRateTooSmall());

    private static final List<EpochSymptom> EPOCH = List.of(new Overfitting(), new OscillatingLoss());

    private Diagnosis() {}

    public static List<RunWarning> of(StepFacts facts) {
        return STEP.stream().flatMap(symptom -> symptom.of(facts).stream()).toList();
    }

    /** @param iteration steps done in all */
    public static List<RunWarning> of(LossCurve curve, long iteration) {
        return EPOCH.stream()
                .flatMap(symptom -> symptom.of(curve, iteration).stream())
                .toList();
    }
}

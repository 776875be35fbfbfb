package io.trainyard.engine;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.training.Engine;

/** The way into this package. */
public final class Engines {

    private Engines() {}

    /** A freshly initialized network for the spec, on the device that this process was given. */
    public static Engine create(ExperimentSpec spec) {
        throw new IllegalStateException("skeleton");
    }
}

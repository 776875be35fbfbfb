package io.trainyard.engine;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.training.Engine;
import java.util.Map;

/** The way into this package. */
public final class Engines {

    private Engines() {}

    /** A freshly initialized network for the spec, on the device that this process was given. */
    public static Engine create(ExperimentSpec spec) {
        return new Dl4jEngine(spec);
    }

    /** Libraries and device, for the provenance of a run; loads ND4J. */
    public static Map<String, String> versions() {
        return Versions.all();
    }
}

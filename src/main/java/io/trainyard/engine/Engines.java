package io.trainyard.engine;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Preprocessing.Standardize;
import io.trainyard.training.Engine;
import java.util.Map;

/** The way into this package. */
public final class Engines {

    private Engines() {}

    /** A freshly initialized network for the spec, on the device that this process was given. */
    public static Engine create(ExperimentSpec spec) {
        return new Dl4jEngine(spec);
    }

    /**
     * The same, for checkpoints that can be exported.
     *
     * @param standardize what happens to pixels before the network, with the training split's statistics written out
     */
    public static Engine create(ExperimentSpec spec, Standardize standardize) {
        return new Dl4jEngine(spec, standardize, Kernels.best());
    }

    /** Libraries and device, for the provenance of a run; loads ND4J. */
    public static Map<String, String> versions() {
        return Versions.all();
    }
}

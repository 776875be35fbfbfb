package io.trainyard.engine;

import io.trainyard.engine.onednn.OneDnnExecutor;
import io.trainyard.engine.vector.WarmUp;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Preprocessing.Standardize;
import io.trainyard.training.Engine;
import java.util.Map;

/** The way into this package. */
public final class Engines {

    private Engines() {}

    /**
     * Makes ready on a thread of its own what needs no network, for the time while data is read: Java compiles the CPU's
     * kernels. Nothing depends on it but how fast the first steps are.
     */
    public static Thread prepare() {
        Thread thread = new Thread(Engines::warmUp, "warm-up");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void warmUp() {
        boolean onCpu = !"cuda".equals(System.getenv("TRAINYARD_BACKEND"));
        if (onCpu && OneDnnExecutor.isUsable() && OneDnnExecutor.hasVectors()) {
            WarmUp.run();
        }
    }

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

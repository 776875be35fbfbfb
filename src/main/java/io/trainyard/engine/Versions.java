package io.trainyard.engine;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/** What a run was computed with. */
final class Versions {

    private Versions() {}

    static Map<String, String> all() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("nd4j", version(Nd4j.class));
        versions.put("deeplearning4j", version(MultiLayerNetwork.class));
        versions.put("javacpp", version(Loader.class));
        versions.put("backend", backend());
        versions.put("threads", threads());
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    /** {@code CPU} or {@code CUDA}. */
    static String backend() {
        return Nd4j.getExecutioner().getEnvironmentInformation().getProperty(Nd4jEnvironment.BACKEND_KEY);
    }

    static String threads() {
        return String.valueOf(Nd4j.getExecutioner().getEnvironmentInformation().get(Nd4jEnvironment.OMP_THREADS_KEY));
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}

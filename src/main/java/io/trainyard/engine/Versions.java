package io.trainyard.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/** What a run was computed with. */
final class Versions {

    private static final List<String> LIBRARIES = List.of(
            "org.deeplearning4j/deeplearning4j-nn",
            "org.nd4j/nd4j-api",
            "org.bytedeco/javacpp",
            "org.bytedeco/openblas",
            "org.bytedeco/dnnl");

    private Versions() {}

    static Map<String, String> all() {
        Map<String, String> versions = new TreeMap<>();
        LIBRARIES.forEach(library -> putVersion(versions, library));
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
        return String.valueOf(threadCount());
    }

    /** As OpenMP counts them: what the environment says, or all cores. */
    static int threadCount() {
        String set = System.getenv()
                .getOrDefault("OMP_NUM_THREADS", "")
                .split(",")[0]
                .strip();
        return set.matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(set)
                : Runtime.getRuntime().availableProcessors();
    }

    /** From what Maven left in the library's jar; a library that is not there is not mentioned. */
    private static void putVersion(Map<String, String> versions, String library) {
        try (InputStream in = Versions.class.getResourceAsStream("/META-INF/maven/" + library + "/pom.properties")) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(in);
                versions.put(properties.getProperty("artifactId"), properties.getProperty("version"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the version of " + library, e);
        }
    }
}

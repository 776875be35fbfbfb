package io.trainyard.trainer;

import io.trainyard.engine.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What a result was made with. */
final class Versions {

    private Versions() {}

    static Map<String, String> all() {
        Map<String, String> versions = new TreeMap<>(Engines.versions());
        versions.put(
                "os",
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        versions.put("trainyard", trainyard());
        return versions;
    }

    /** Written by the build; absent when run from an IDE that did not build with Maven. */
    private static String trainyard() {
        try (InputStream in = Versions.class.getResourceAsStream("/META-INF/build-info.properties")) {
            Properties build = new Properties();
            if (in != null) {
                build.load(in);
            }
            return build.getProperty("build.version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the build's version", e);
        }
    }
}

package io.trainyard.prediction;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks ONNX Runtime's libraries to a folder that stays. ONNX Runtime itself would unpack them to a new temporary
 * folder at each start, which is left behind when the server is killed.
 */
final class NativeLibrary {

    private static final String PROPERTY = "onnxruntime.native.path";
    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    private NativeLibrary() {}

    /** Does nothing where somebody else has said where the libraries are, or where there are none for this machine. */
    static void unpack(Path folder) throws IOException {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        Files.createDirectories(folder);
        for (String name : NAMES) {
            if (!unpack(System.mapLibraryName(name), folder)) {
                return;
            }
        }
        System.setProperty(PROPERTY, folder.toString());
    }

    /** Replaces the file as a whole: another server may have it in use. */
    private static boolean unpack(String file, Path folder) throws IOException {
        try (InputStream library = open("native/%s/%s".formatted(platform(), file))) {
            if (library == null) {
                return false;
            }
            Path temporary = Files.createTempFile(folder, file, ".tmp");
            Files.copy(library, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    private static @Nullable InputStream open(String resource) {
        return OrtEnvironment.class.getResourceAsStream(resource);
    }

    /** As ONNX Runtime calls it: {@code linux-x64}. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        return os + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
    }
}

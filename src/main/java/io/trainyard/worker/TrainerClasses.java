package io.trainyard.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The class path of trainers: the server's own. A jar of Spring Boot's, in which other jars lie, is unpacked once, since
 * every trainer would take seconds longer to load its classes from there. What was unpacked stays with the server, also when its jar is replaced meanwhile.
 */
final class TrainerClasses {

    private static final String SEPARATOR = System.getProperty("path.separator");
    private static final String CONTENT = "BOOT-INF/";
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String PREFIX = "classes-";
    private static final String UNFINISHED = "unfinished-";

    private final String serverClassPath;
    private final Path cache;
    private @Nullable String found;

    /** @param cache where jars may be unpacked */
    TrainerClasses(String serverClassPath, Path cache) {
        this.serverClassPath = absolute(serverClassPath);
        this.cache = cache;
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(SEPARATOR))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(SEPARATOR));
    }

    /** @throws UncheckedIOException if the jar cannot be read, or not be unpacked */
    synchronized String path() {
        if (found == null || !Files.exists(first(found))) {
            found = find();
        }
        return found;
    }

    private static Path first(String classPath) {
        return Path.of(classPath.split(SEPARATOR)[0]);
    }

    private String find() {
        Path jar = first(serverClassPath);
        if (!Files.isRegularFile(jar)) {
            return serverClassPath;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(CLASSES) == null ? serverClassPath : unpacked(file);
        } catch (IOException e) {
            String message = "The server's own jar %s cannot be unpacked to %s for trainers; is there enough space?";
            throw new UncheckedIOException(message.formatted(jar, cache), e);
        }
    }

    private String unpacked(JarFile jar) throws IOException {
        List<JarEntry> content = jar.stream()
                .filter(entry -> entry.getName().startsWith(CONTENT) && !entry.isDirectory())
                .toList();
        Path folder = cache.resolve(PREFIX + fingerprint(content));
        if (!Files.isDirectory(folder)) {
            removeOthers();
            Path unfinished = Files.createTempDirectory(cache, PREFIX + UNFINISHED);
            for (JarEntry entry : content) {
                unpack(jar, entry, unfinished);
            }
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        List<String> path = new ArrayList<>(List.of(folder.resolve(CLASSES).toString()));
        content.stream()
                .filter(entry -> entry.getName().startsWith(LIBRARIES))
                .forEach(entry -> path.add(folder.resolve(entry.getName()).toString()));
        return String.join(SEPARATOR, path);
    }

    private static void unpack(JarFile jar, JarEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
        }
    }

    /** What an earlier version unpacked, or one that was killed at it; a home has one server at a time. */
    private void removeOthers() throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(cache, PREFIX + "*")) {
            for (Path other : others) {
                FileSystemUtils.deleteRecursively(other);
            }
        }
    }

    /** Of names and checksums, which a jar lists at its end. */
    private static String fingerprint(List<JarEntry> content) {
        CRC32 sum = new CRC32();
        for (JarEntry entry : content) {
            sum.update("%s %d %x%n"
                    .formatted(entry.getName(), entry.getSize(), entry.getCrc())
                    .getBytes(StandardCharsets.UTF_8));
        }
        return "%08x".formatted(sum.getValue());
    }
}

package io.trainyard.web.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Files that were made out of checkpoints, kept on disk so that a download can seek and is not made twice. When there is
 * too much, what was used longest ago goes first.
 */
@Component
class Exports implements DisposableBean {

    private static final long MAX_BYTES = 4L << 30;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final int LOCKS = 64;

    private final Path folder;
    private final long maxBytes;
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();
    private final Map<String, Export> exports = new LinkedHashMap<>(16, 0.75f, true);

    @Autowired
    Exports(@Value("${trainyard.home}") Path home) {
        this(home.resolve("exports"), MAX_BYTES);
    }

    /** @param folder is emptied */
    Exports(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        empty();
    }

    @FunctionalInterface
    interface Maker {
        void writeTo(OutputStream out) throws IOException;
    }

    private record Export(Path file, long bytes, String sha256) {}

    /**
     * Gives the file of a key, which two that ask at once wait for together.
     *
     * @param maker writes what the key stands for
     */
    ExportedFile open(String key, Maker maker) throws IOException {
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            ExportedFile opened = find(key);
            while (opened == null) {
                keep(key, make(maker));
                opened = find(key);
            }
            return opened;
        }
    }

    private synchronized @Nullable ExportedFile find(String key) throws IOException {
        Export export = exports.get(key);
        return export == null || !Files.exists(export.file())
                ? null
                : ExportedFile.open(export.file(), export.bytes(), export.sha256());
    }

    private Export make(Maker maker) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "export-", ".tmp");
        MessageDigest digest = Sha256.begin();
        try (OutputStream out =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER_BYTES)) {
            maker.writeTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Export(file, Files.size(file), Sha256.hex(digest));
    }

    private synchronized void keep(String key, Export made) throws IOException {
        exports.put(key, made);
        long total = exports.values().stream().mapToLong(Export::bytes).sum();
        Iterator<Export> oldestFirst = exports.values().iterator();
        while (total > maxBytes && exports.size() > 1) {
            Export oldest = oldestFirst.next();
            Files.deleteIfExists(oldest.file());
            oldestFirst.remove();
            total -= oldest.bytes();
        }
    }

    private void empty() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder %s of exported models cannot be emptied".formatted(folder), e);
        }
    }

    @Override
    public void destroy() {
        empty();
    }
}

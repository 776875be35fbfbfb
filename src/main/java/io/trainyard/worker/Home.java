package io.trainyard.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A server's folder. One server at a time: its name is the identity under which it takes jobs. */
final class Home implements AutoCloseable {

    private static final int HOST_LENGTH = 30;

    private final Path folder;
    private final FileChannel lockFile;
    private final String server;

    private Home(Path folder, FileChannel lockFile, String server) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.server = server;
    }

    /** Takes the folder, clears what dead runs left there, and reads or makes up the server's name. */
    static Home open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel lockFile = lock(folder);
            Home home = new Home(folder, lockFile, serverName(folder.resolve("server-name")));
            FileSystemUtils.deleteRecursively(home.runs());
            Files.createDirectories(home.runs());
            Files.createDirectories(home.cache());
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder trainyard.home=%s cannot be used: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file =
                FileChannel.open(folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(file) == null) {
            file.close();
            throw new HomeInUseException(folder);
        }
        return file;
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static String serverName(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[4];
            ThreadLocalRandom.current().nextBytes(random);
            Files.writeString(file, host() + "-" + HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    private static String host() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.substring(0, Math.min(HOST_LENGTH, name.length()));
        } catch (UnknownHostException namelessHost) {
            return "server";
        }
    }

    /** Stays the same over restarts, so that a server knows which jobs it had when it was killed. */
    String server() {
        return server;
    }

    /** Data sets that were downloaded or made. */
    Path cache() {
        return folder.resolve("cache");
    }

    Path runs() {
        return folder.resolve("runs");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

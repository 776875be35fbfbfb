package io.trainyard.dataset;

import io.trainyard.dataset.DatasetFiles.Download;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Fetches files over HTTP, with progress lines and a checksum. */
record Downloader(Consumer<String> log) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);
    private static final int PROGRESS_PERCENT = 10;

    /**
     * @param target written whole or, when this throws, to be thrown away
     * @throws IOException if the network does not give the file
     * @throws DatasetException if what came is not the file
     */
    void fetch(Download download, Path target) throws IOException {
        URLConnection connection = download.uri().toURL().openConnection();
        // The JDK's newer HTTP client has no timeout for a body that stalls.
        connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        connection.setReadTimeout((int) STALL_TIMEOUT.toMillis());
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("HTTP status " + http.getResponseCode());
        }
        long length = connection.getContentLengthLong();
        log.accept("downloading %s%s".formatted(download.uri(), length > 0 ? " (" + megabytes(length) + ")" : ""));
        MessageDigest digest = ContentHash.sha256();
        try (InputStream in = connection.getInputStream();
                OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            copy(in, out, length, download.fileName());
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(download.sha256())) {
            throw new DatasetException(
                    "dataset_corrupt",
                    "%s came with SHA-256 %s, expected %s; nothing was kept. Try again, or get the file elsewhere."
                            .formatted(download.uri(), found, download.sha256()));
        }
    }

    private void copy(InputStream in, OutputStream out, long length, String name) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        long nextPercent = PROGRESS_PERCENT;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            copied += read;
            if (length > 0 && copied * 100 / length >= nextPercent) {
                log.accept("%s: %d %% of %s".formatted(name, copied * 100 / length, megabytes(length)));
                nextPercent = copied * 100 / length + PROGRESS_PERCENT;
            }
        }
        if (length > 0 && copied < length) {
            throw new IOException("the connection ended after %d of %d bytes".formatted(copied, length));
        }
    }

    private static String megabytes(long bytes) {
        return "%.1f MB".formatted(bytes / 1e6);
    }
}

package io.trainyard.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Fetches a model file; it appears under its name only when its SHA-256 is what the server announced. */
final class ModelDownload {

    private final TrainyardClient client;

    ModelDownload(TrainyardClient client) {
        this.client = client;
    }

    /** @return the SHA-256 of the file, hex */
    String save(String jobId, Path target) throws IOException, InterruptedException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            HttpResponse<Path> response = client.model(jobId, part);
            byte[] actual = sha256(part);
            String announced = response.headers()
                    .firstValue("Repr-Digest")
                    .orElseThrow(() -> new ClientException("The server sent the model without its SHA-256."));
            if (!announced.equals("sha-256=:" + Base64.getEncoder().encodeToString(actual) + ":")) {
                throw new ClientException("The model arrived damaged (its SHA-256 is not the one that the server"
                        + " announced) and was not kept. Fetch it again: curl -o " + target + " "
                        + response.uri());
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of().formatHex(actual);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static byte[] sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

package io.trainyard.web.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip with a model in both formats and the documents that belong to it. Nothing in it depends on the time of the
 * download, and nothing is compressed, so equal contents give equal bytes.
 *
 * @param documents by their names
 */
record Bundle(Map<String, byte[]> documents, Supplier<InputStream> dl4j, Supplier<InputStream> onnx) {

    static final String DL4J = "model-dl4j.zip";
    static final String ONNX = "model.onnx";
    private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Changes with the checkpoint and with every document, which also name the models by their hashes. */
    String key(String checkpointId) {
        MessageDigest digest = Sha256.begin();
        documents.values().forEach(digest::update);
        return "%s bundle %s".formatted(checkpointId, Sha256.hex(digest));
    }

    void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            begin(zip, document.getKey());
            zip.write(document.getValue());
        }
        copy(ONNX, onnx, zip);
        copy(DL4J, dl4j, zip);
        zip.finish();
    }

    private static void copy(String name, Supplier<InputStream> content, ZipOutputStream zip) throws IOException {
        begin(zip, name);
        try (InputStream in = content.get()) {
            in.transferTo(zip);
        }
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ZIP_EPOCH);
        zip.putNextEntry(entry);
    }
}

package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.trainyard.dataset.DatasetFiles.Download;
import io.trainyard.spec.DatasetName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStoreTest {

    @TempDir
    Path temporary;

    private final List<String> log = new ArrayList<>();
    private HttpServer server;
    private Path data;
    private Path cache;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        data = Files.createDirectories(temporary.resolve("data"));
        cache = temporary.resolve("cache");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void files_of_the_user_come_first_under_either_folder_name() throws IOException {
        writeAll(Files.createDirectories(data.resolve("cifar-10-batches-bin")));
        DatasetStore store = new DatasetStore(data, cache, log::add);

        assertThat(store.isAvailable(DatasetName.CIFAR10)).isTrue();
        assertThat(DatasetFiles.of(DatasetName.CIFAR10).findBelow(data)).hasValue(data.resolve("cifar-10-batches-bin"));
    }

    @Test
    void earlier_downloads_are_found_without_a_folder_of_the_user() throws IOException {
        writeAll(Files.createDirectories(cache.resolve("cifar-10")));

        assertThat(new DatasetStore(null, cache, log::add).isAvailable(DatasetName.CIFAR10))
                .isTrue();
    }

    @Test
    void a_missing_set_without_network_names_the_files_and_their_place() throws IOException {
        Path folder = Files.createDirectories(data.resolve("cifar-10"));
        writeAll(folder);
        Files.delete(folder.resolve("data_batch_3.bin"));
        server.stop(0);

        assertThatThrownBy(() ->
                        store(archive("cifar-10-binary.tar.gz", new byte[0])).load(DatasetName.CIFAR10))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.code()).isEqualTo("dataset_missing"))
                .hasMessageContaining("Put data_batch_3.bin (plain or .gz) into the folder " + folder);
        assertThat(Files.list(cache).filter(path -> path.toString().contains("download")))
                .isEmpty();
    }

    @Test
    void the_archive_is_checked_unpacked_and_moved_into_the_cache() throws IOException {
        byte[] archive = tarGz("cifar-10-batches-bin/");
        DatasetDownload download = new DatasetDownload(cifar(archive("cifar-10-binary.tar.gz", archive)), log::add);

        Path folder = download.into(Files.createDirectories(cache));

        assertThat(folder).isEqualTo(cache.resolve("cifar-10"));
        assertThat(DatasetFiles.of(DatasetName.CIFAR10).missingFrom(folder)).isEmpty();
        assertThat(folder.resolve("test_batch.bin")).hasContent("test_batch.bin");
        assertThat(folder.resolve("readme.html")).doesNotExist();
        assertThat(Files.list(cache)).containsExactly(folder);
        assertThat(log).anyMatch(line -> line.startsWith("downloading http://"));
        assertThat(log).anyMatch(line -> line.contains("100 %"));
    }

    @Test
    void a_wrong_checksum_leaves_nothing_behind() throws IOException {
        Download right = archive("cifar-10-binary.tar.gz", tarGz(""));
        Download wrong = new Download(right.uri(), "0".repeat(64));

        assertThatThrownBy(() -> store(wrong).load(DatasetName.CIFAR10))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.code()).isEqualTo("dataset_corrupt"))
                .hasMessageContaining(right.sha256())
                .hasMessageContaining(wrong.sha256());
        assertThat(Files.list(cache.resolve("cifar-10"))).isEmpty();
    }

    @Test
    void an_answer_other_than_200_is_a_missing_set() {
        Download gone = new Download(uri("gone.tar.gz"), "0".repeat(64));

        assertThatThrownBy(() -> store(gone).load(DatasetName.CIFAR10))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.code()).isEqualTo("dataset_missing"))
                .hasMessageContaining("404");
    }

    private DatasetStore store(Download download) {
        return new DatasetStore(data, cache, log::add, name -> cifar(download));
    }

    private static DatasetFiles cifar(Download download) {
        DatasetFiles canonical = DatasetFiles.of(DatasetName.CIFAR10);
        return new DatasetFiles(canonical.folders(), canonical.names(), List.of(download));
    }

    private Download archive(String name, byte[] content) {
        server.createContext("/" + name, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        MessageDigest digest = ContentHash.sha256();
        return new Download(uri(name), HexFormat.of().formatHex(digest.digest(content)));
    }

    private URI uri(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }

    private static void writeAll(Path folder) throws IOException {
        for (String name : DatasetFiles.of(DatasetName.CIFAR10).names()) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    private static byte[] tarGz(String prefix) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            List<String> names =
                    new ArrayList<>(DatasetFiles.of(DatasetName.CIFAR10).names());
            names.add("readme.html");
            for (String name : names) {
                TarArchiveEntry entry = new TarArchiveEntry(prefix + name);
                entry.setSize(name.length());
                tar.putArchiveEntry(entry);
                tar.write(name.getBytes(StandardCharsets.UTF_8));
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}

package io.trainyard.web.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {

    @TempDir
    Path home;

    private final AtomicInteger made = new AtomicInteger();

    private Exports exports(long maxBytes) {
        return new Exports(home.resolve("exports"), maxBytes);
    }

    private ExportedFile open(Exports exports, String key) throws IOException {
        return exports.open(key, out -> {
            made.incrementAndGet();
            out.write(key.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static String read(ExportedFile file, long offset) throws IOException {
        return new String(file.at(offset).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void what_many_ask_for_at_once_is_made_once() {
        Exports exports = exports(100);
        IntStream.range(0, 20).parallel().forEach(i -> {
            try (ExportedFile file = open(exports, "same")) {
                assertThat(read(file, 0)).isEqualTo("same");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(made).hasValue(1);
    }

    @Test
    void a_file_tells_its_size_and_its_hash_and_is_read_from_any_place() throws IOException {
        try (ExportedFile file = open(exports(100), "abc")) {
            assertThat(file.bytes()).isEqualTo(3);
            assertThat(file.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assertThat(read(file, 1)).isEqualTo("bc");
        }
    }

    @Test
    void the_one_that_was_used_longest_ago_makes_room() throws IOException {
        Exports exports = exports(10);
        open(exports, "aaaa").close();
        open(exports, "bbbb").close();
        open(exports, "aaaa").close();
        open(exports, "cccc").close();
        open(exports, "aaaa").close();
        assertThat(made).hasValue(3);
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void a_file_that_is_open_can_be_read_to_its_end_although_it_is_removed() throws IOException {
        Exports exports = exports(4);
        try (ExportedFile file = open(exports, "aaaa")) {
            open(exports, "bbbb").close();
            assertThat(read(file, 0)).isEqualTo("aaaa");
        }
    }

    @Test
    void one_that_is_larger_than_all_room_is_made_all_the_same() throws IOException {
        try (ExportedFile file = open(exports(2), "abcdef")) {
            assertThat(read(file, 0)).isEqualTo("abcdef");
        }
    }

    @Test
    void what_cannot_be_made_leaves_nothing() throws IOException {
        Exports exports = exports(100);
        assertThatThrownBy(() -> exports.open("key", out -> {
                    out.write(1);
                    throw new IOException("The checkpoint is gone");
                }))
                .hasMessage("The checkpoint is gone");
        assertThat(files()).isZero();
        open(exports, "key").close();
        assertThat(made).hasValue(1);
    }

    @Test
    void nothing_is_left_behind_from_one_server_to_the_next() throws IOException {
        open(exports(100), "abc").close();
        exports(100).destroy();
        assertThat(home.resolve("exports")).doesNotExist();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("exports"))) {
            return files.count();
        }
    }
}

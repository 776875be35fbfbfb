package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class TrainerClassesTest {

    private static final Map<String, String> PACKAGED = Map.of(
            "META-INF/MANIFEST.MF", "Main-Class: Launcher",
            "BOOT-INF/classes/io/Main.class", "main",
            "BOOT-INF/lib/a.jar", "a",
            "BOOT-INF/lib/b.jar", "b");

    @TempDir
    private Path folder;

    private Path jar;
    private Path cache;

    @BeforeEach
    void makeFolders() throws IOException {
        jar = folder.resolve("server.jar");
        cache = Files.createDirectory(folder.resolve("cache"));
    }

    @Test
    void a_class_path_is_taken_as_it_is() throws IOException {
        write(Map.of("Main.class", "main"));

        assertThat(path(jar + ":relative"))
                .isEqualTo(jar + ":" + Path.of("relative").toAbsolutePath());
        assertThat(path("classes"))
                .isEqualTo(Path.of("classes").toAbsolutePath().toString());
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void a_packaged_jar_is_unpacked() throws IOException {
        write(PACKAGED);

        Stream<Path> entries = Stream.of(path(jar.toString()).split(":")).map(Path::of);

        assertThat(entries)
                .satisfiesExactly(
                        classes -> assertThat(classes.resolve("io/Main.class")).hasContent("main"),
                        a -> assertThat(a).hasFileName("a.jar").hasContent("a"),
                        b -> assertThat(b).hasFileName("b.jar").hasContent("b"));
        assertThat(Files.walk(cache)).noneMatch(file -> file.endsWith("MANIFEST.MF"));
    }

    @Test
    void it_is_unpacked_once() throws IOException {
        write(PACKAGED);
        String first = path(jar.toString());
        Path library = Path.of(first.split(":")[1]);
        Files.writeString(library, "changed");

        assertThat(path(jar.toString())).isEqualTo(first);
        assertThat(library).hasContent("changed");
    }

    @Test
    void another_version_takes_its_place_and_that_of_an_interrupted_one() throws IOException {
        write(PACKAGED);
        Path before = Path.of(path(jar.toString()).split(":")[1]);
        Path interrupted = Files.createDirectory(cache.resolve("classes-unfinished-1"));
        Path data = Files.createDirectory(cache.resolve("shapes"));
        Map<String, String> newer = new TreeMap<>(PACKAGED);
        newer.put("BOOT-INF/lib/b.jar", "c");
        write(newer);

        Path after = Path.of(path(jar.toString()).split(":")[2]);

        assertThat(after).hasContent("c");
        assertThat(before).doesNotExist();
        assertThat(interrupted).doesNotExist();
        assertThat(data).exists();
    }

    @Test
    void a_server_keeps_its_classes_when_its_jar_is_replaced_unless_they_are_deleted() throws IOException {
        write(PACKAGED);
        TrainerClasses classes = new TrainerClasses(jar.toString(), cache);
        String before = classes.path();
        Map<String, String> newer = new TreeMap<>(PACKAGED);
        newer.put("BOOT-INF/lib/b.jar", "c");
        write(newer);

        assertThat(classes.path()).isEqualTo(before);
        assertThat(Path.of(before.split(":")[2])).hasContent("b");

        FileSystemUtils.deleteRecursively(cache.toFile());
        Files.createDirectory(cache);
        assertThat(Path.of(classes.path().split(":")[2])).hasContent("c");
    }

    @Test
    void says_where_it_could_not_unpack() throws IOException {
        write(PACKAGED);
        Files.delete(cache);

        assertThatThrownBy(() -> path(jar.toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll(jar.toString(), cache.toString(), "space");
    }

    private String path(String serverClassPath) {
        return new TrainerClasses(serverClassPath, cache).path();
    }

    private void write(Map<String, String> entries) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            if (entries.containsKey("META-INF/MANIFEST.MF")) {
                out.putNextEntry(new ZipEntry("BOOT-INF/classes/"));
            }
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}

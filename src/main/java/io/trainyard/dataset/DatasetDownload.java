package io.trainyard.dataset;

import io.trainyard.dataset.DatasetFiles.Download;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Brings the files of a set into the cache: there they are whole, or not at all. */
record DatasetDownload(DatasetFiles files, Consumer<String> log) {

    /** @return the folder in the cache with all files */
    Path into(Path cache) throws IOException {
        String name = files.folders().get(0);
        Path target = Files.createDirectories(cache.resolve(name));
        Path work = Files.createTempDirectory(cache, name + "-download-");
        try {
            for (Download download : files.downloads()) {
                fetch(download, work);
            }
            requireAll(work);
            moveFiles(work, target);
        } finally {
            delete(work);
        }
        log.accept("%s is ready in %s".formatted(name, target));
        return target;
    }

    private void fetch(Download download, Path work) throws IOException {
        Path file = work.resolve(download.fileName());
        new Downloader(log).fetch(download, file);
        if (download.fileName().endsWith(".tar.gz")) {
            unpack(file, work);
            Files.delete(file);
        }
    }

    /** Takes only the wanted files and only their names, so that no path in the archive can lead elsewhere. */
    private void unpack(Path archive, Path work) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && files.names().contains(name)) {
                    Files.copy(tar, work.resolve(name));
                }
            }
        }
    }

    private void requireAll(Path work) {
        List<String> missing = files.missingFrom(work);
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    "dataset_corrupt",
                    "the download of %s lacks %s".formatted(files.folders().get(0), String.join(", ", missing)));
        }
    }

    /** Another process may do the same at the same time; both move equal files. */
    private static void moveFiles(Path from, Path to) throws IOException {
        for (Path file : list(from)) {
            Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void delete(Path folder) throws IOException {
        for (Path file : list(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.toList();
        }
    }
}

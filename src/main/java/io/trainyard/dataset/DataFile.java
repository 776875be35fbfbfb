package io.trainyard.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A canonical file, plain or gzipped, whose damage is reported with its name. */
record DataFile(Path path) {

    /** Reads everything there is to read. */
    interface Parser<T> {
        T parse(DataInputStream in) throws IOException;
    }

    /** The file of that name in the folder, plain or with {@code .gz}. */
    static DataFile of(Path folder, String name) {
        return DatasetFiles.file(folder, name)
                .map(DataFile::new)
                .orElseThrow(() -> new DatasetException("dataset_missing", "%s is not in %s".formatted(name, folder)));
    }

    /** @throws DatasetException if the file cannot be read, is damaged, or goes on after what {@code parser} reads */
    <T> T read(Parser<T> parser) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(open(), 1 << 16))) {
            T content = parser.parse(in);
            if (in.read() >= 0) {
                throw corrupt("is too long: more bytes follow where it should end");
            }
            return content;
        } catch (EOFException e) {
            throw corrupt("is truncated: it ends in the middle of its data");
        } catch (ZipException e) {
            throw corrupt("is no valid gzip file (%s)".formatted(e.getMessage()));
        } catch (IOException e) {
            throw new DatasetException("dataset_unreadable", "%s cannot be read: %s".formatted(path, e), e);
        }
    }

    /** @param meaning what {@code length} bytes are, for people */
    byte[] bytes(DataInputStream in, int length, String meaning) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw corrupt("is truncated: expected %d bytes (%s), found %d".formatted(length, meaning, bytes.length));
        }
        return bytes;
    }

    /** @param index of the image, in this file */
    void checkLabel(byte label, int index, int classes) {
        if (Byte.toUnsignedInt(label) >= classes) {
            throw corrupt("has label %d at image %d (counted from 0), expected 0 to %d"
                    .formatted(Byte.toUnsignedInt(label), index, classes - 1));
        }
    }

    /** @param problem what was found and what was expected */
    DatasetException corrupt(String problem) {
        return new DatasetException(
                "dataset_corrupt", "%s %s. Replace it with the original file.".formatted(path, problem));
    }

    private InputStream open() throws IOException {
        InputStream file = Files.newInputStream(path);
        if (!path.toString().endsWith(".gz")) {
            return file;
        }
        try {
            return new GZIPInputStream(file, 1 << 16);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}

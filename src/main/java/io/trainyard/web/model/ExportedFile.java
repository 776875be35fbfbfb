package io.trainyard.web.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * An export that is held open: it can be read to its end although it may be removed meanwhile.
 *
 * @param sha256 hex
 */
public record ExportedFile(Path path, FileChannel channel, long bytes, String sha256) implements AutoCloseable {

    static ExportedFile open(Path path, long bytes, String sha256) throws IOException {
        return new ExportedFile(path, FileChannel.open(path), bytes, sha256);
    }

    InputStream at(long offset) {
        return new PositionedStream(channel, offset);
    }

    /** Stays readable when this is closed. */
    public ByteBuffer map() throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Several may read one channel, each at a place of its own. */
    private static final class PositionedStream extends InputStream {

        private final FileChannel channel;
        private long position;

        PositionedStream(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}

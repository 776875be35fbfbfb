package io.trainyard.job;

import static java.util.Objects.checkFromIndexSize;

import java.io.IOException;
import java.io.InputStream;

/** Content that is fetched chunk by chunk, from any byte on. */
final class ChunkInputStream extends InputStream {

    private final long size;
    private final Fetch fetch;
    private long position;
    private int number = -1;
    private byte[] chunk = {};

    ChunkInputStream(long size, long offset, Fetch fetch) {
        if (offset < 0 || offset > size) {
            throw new IllegalArgumentException("Offset %d lies outside of the %d bytes.".formatted(offset, size));
        }
        this.size = size;
        this.position = offset;
        this.fetch = fetch;
    }

    @FunctionalInterface
    interface Fetch {
        byte[] chunk(int number) throws IOException;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        seek();
        int start = (int) (position % Chunks.CHUNK_BYTES);
        int count = Math.min(length, chunk.length - start);
        System.arraycopy(chunk, start, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, size - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return Math.max(0, chunk.length - (int) (position - (long) number * Chunks.CHUNK_BYTES));
    }

    private void seek() throws IOException {
        int wanted = (int) (position / Chunks.CHUNK_BYTES);
        if (wanted != number) {
            chunk = fetch.chunk(wanted);
            number = wanted;
        }
    }
}

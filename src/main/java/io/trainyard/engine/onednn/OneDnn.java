package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The oneDNN library: its CPU engine and how tensors are described to it. Dimensions are always N, C, H, W there. */
final class OneDnn {

    private static final Logger log = LoggerFactory.getLogger(OneDnn.class);

    static final engine ENGINE = new engine(engine.kind.cpu, 0);

    private static final int WIDE = 16;
    private static final int NARROW = 8;

    /** Channels in a block: the floats of a vector; 0 if vectors are too short for blocks. */
    static final int BLOCK = has(dnnl_cpu_isa_avx512_core) ? WIDE : has(dnnl_cpu_isa_avx2) ? NARROW : 0;

    /** No argument. */
    static final memory.desc NONE = new memory.desc();

    private static final ThreadLocal<stream> STREAM = ThreadLocal.withInitial(() -> new stream(ENGINE));

    private OneDnn() {}

    private static boolean has(int instructions) {
        return (dnnl_get_effective_cpu_isa() & instructions) == instructions;
    }

    static boolean isWide() {
        return BLOCK == WIDE;
    }

    /** Of the calling thread. */
    static stream stream() {
        return STREAM.get();
    }

    /** Whether the library is there for this platform. */
    static boolean isUsable() {
        try {
            return !ENGINE.isNull();
        } catch (LinkageError e) {
            log.warn("oneDNN cannot be loaded, slower kernels are used", e);
            return false;
        }
    }

    static primitive_attr attributes() {
        return new primitive_attr();
    }

    /** With work on the output that is still in the cache. */
    static primitive_attr attributes(post_ops after) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        return attributes;
    }

    /** Images that lie batch x height x width x channels. */
    static memory.desc nhwc(long size, long channels, long height, long width) {
        return new memory.desc(
                new long[] {size, channels, height, width}, memory.data_type.f32, memory.format_tag.nhwc);
    }

    /** Images that lie batch x channels x height x width. */
    static memory.desc nchw(long size, long channels, long height, long width) {
        return new memory.desc(
                new long[] {size, channels, height, width}, memory.data_type.f32, memory.format_tag.nchw);
    }

    /** Images whose channels lie in blocks, batch x blocks x height x width x {@link #BLOCK}. */
    static memory.desc blocked(long size, long channels, long height, long width) {
        return new memory.desc(
                new long[] {size, channels, height, width},
                memory.data_type.f32,
                isWide() ? memory.format_tag.nChw16c : memory.format_tag.nChw8c);
    }

    /** Blocks that so many channels need, if the last one may be filled in part. */
    static int blocks(int channels) {
        return (channels + BLOCK - 1) / BLOCK;
    }

    static memory.desc matrix(long rows, long columns) {
        return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, memory.format_tag.ab);
    }

    /** Values from one row, and from one column, to the next. */
    static memory.desc matrix(long rows, long columns, long rowStride, long columnStride) {
        return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, new long[] {rowStride, columnStride});
    }

    static memory.desc matrices(long count, long rows, long columns) {
        return new memory.desc(new long[] {count, rows, columns}, memory.data_type.f32, memory.format_tag.abc);
    }

    /** Matrices whose columns lie one behind the other. */
    static memory.desc transposedMatrices(long count, long rows, long columns) {
        return new memory.desc(new long[] {count, rows, columns}, memory.data_type.f32, memory.format_tag.acb);
    }

    static memory.desc vector(long length) {
        return new memory.desc(new long[] {length}, memory.data_type.f32, memory.format_tag.a);
    }

    /** A layout that the library chooses. */
    static memory.desc any(long... dimensions) {
        return new memory.desc(dimensions, memory.data_type.f32, memory.format_tag.any);
    }
}

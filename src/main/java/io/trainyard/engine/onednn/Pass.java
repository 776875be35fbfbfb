package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import io.trainyard.spec.Shape;
import java.util.Set;
import org.bytedeco.dnnl.memory;

/**
 * What a program is made for.
 *
 * @param size of the batch
 * @param vectors whether there are kernels on Java's
 * @param padded numbers of channels that lie in blocks of which the last one is filled up with zeros
 */
record Pass(int size, boolean training, boolean vectors, Set<Integer> padded) {

    private static final int FEW_CHANNELS = 16;

    /** Few in a block of 8, too. */
    private static final int FEW_OF_EIGHT = 6;

    /** Images have at most so many, and come batch x height x width x channels. */
    static final int CHANNELS_OF_IMAGES = 4;

    /** The library's name for it. */
    int kind() {
        return training ? dnnl_forward_training : dnnl_forward_inference;
    }

    /**
     * A batch of examples, in the layout that all kernels keep tensors of this shape in: {@link #isBlocked blocked}, {@link
     * #isPlanar planar}, or batch x height x width x channels. Features of a flat one are channels of a single pixel.
     */
    memory.desc tensor(Shape shape) {
        if (!shape.isMap()) {
            return OneDnn.nhwc(size, shape.channels(), 1, 1);
        }
        if (isPlanar(shape)) {
            return OneDnn.nchw(size, shape.channels(), shape.height(), shape.width());
        }
        return isBlocked(shape) ? OneDnn.blocked(size, shape.channels(), shape.height(), shape.width()) : nhwc(shape);
    }

    /** The same batch as others see it. */
    memory.desc nhwc(Shape map) {
        return OneDnn.nhwc(size, map.channels(), map.height(), map.width());
    }

    /** Whether channels lie in blocks, which Winograd's convolution needs. */
    boolean isBlocked(Shape shape) {
        return OneDnn.BLOCK > 0
                && shape.isMap()
                && (shape.channels() % OneDnn.BLOCK == 0 || padded.contains(shape.channels()));
    }

    /** The shape with all that memory holds of it: whole blocks. */
    Shape stored(Shape shape) {
        return isPadded(shape)
                ? Shape.of(OneDnn.blocks(shape.channels()) * OneDnn.BLOCK, shape.height(), shape.width())
                : shape;
    }

    boolean isPadded(Shape shape) {
        return isBlocked(shape) && padded.contains(shape.channels());
    }

    /**
     * Whether channels lie one by one, batch x channels x height x width: few ones, which would fill only up to 5 / 8 of their
     * blocks, or 6 / 8 of one of 8, so that vectors are better filled from pixels.
     */
    boolean isPlanar(Shape shape) {
        return vectors
                && shape.isMap()
                && shape.channels() > CHANNELS_OF_IMAGES
                && shape.channels() < FEW_CHANNELS
                && (8 * shape.channels() <= 5 * OneDnn.blocks(shape.channels()) * OneDnn.BLOCK
                        || shape.channels() <= FEW_OF_EIGHT);
    }

    /** Channels of a pixel that lie beside each other. */
    int beside(Shape shape) {
        if (isPlanar(shape)) {
            return 1;
        }
        return isBlocked(shape) ? OneDnn.BLOCK : shape.channels();
    }

    /** Whether the values lie otherwise than others see them; for single pixels it makes no difference. */
    boolean differsFromNhwc(Shape shape) {
        boolean manyPixels = shape.height() * shape.width() > 1;
        return isPadded(shape) || manyPixels && (isBlocked(shape) || isPlanar(shape));
    }

    /** Values of the whole batch, as stored. */
    long values(Shape shape) {
        return size * stored(shape).size();
    }
}

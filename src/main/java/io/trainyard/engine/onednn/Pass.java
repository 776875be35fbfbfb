package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import io.trainyard.spec.Shape;
import org.bytedeco.dnnl.memory;

/**
 * What a program is made for.
 *
 * @param size of the batch
 */
record Pass(int size, boolean training) {

    /** The library's name for it. */
    int kind() {
        return training ? dnnl_forward_training : dnnl_forward_inference;
    }

    /**
     * A batch of examples, in the layout that all kernels keep tensors of this shape in: {@link #isBlocked blocked}, or
     * batch x height x width x channels. Features of a flat one are channels of a single pixel.
     */
    memory.desc tensor(Shape shape) {
        if (!shape.isMap()) {
            return OneDnn.nhwc(size, shape.channels(), 1, 1);
        }
        return isBlocked(shape) ? OneDnn.blocked(size, shape.channels(), shape.height(), shape.width()) : nhwc(shape);
    }

    /** The same batch as others see it. */
    memory.desc nhwc(Shape map) {
        return OneDnn.nhwc(size, map.channels(), map.height(), map.width());
    }

    /** Whether channels lie in blocks, which Winograd's convolution needs. */
    boolean isBlocked(Shape shape) {
        return OneDnn.BLOCK > 0 && shape.isMap() && shape.channels() % OneDnn.BLOCK == 0;
    }

    /** Whether the values lie otherwise than others see them; for single pixels blocks make no difference. */
    boolean differsFromNhwc(Shape shape) {
        return isBlocked(shape) && shape.height() * shape.width() > 1;
    }

    /** Values of the whole batch. */
    long values(Shape shape) {
        return size * shape.size();
    }
}

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

    /** A batch of examples; features of a flat one are channels of a single pixel. */
    memory.desc nhwc(Shape shape) {
        return shape.isMap()
                ? OneDnn.nhwc(size, shape.channels(), shape.height(), shape.width())
                : OneDnn.nhwc(size, shape.channels(), 1, 1);
    }

    /** Values of the whole batch. */
    long values(Shape shape) {
        return size * shape.size();
    }
}

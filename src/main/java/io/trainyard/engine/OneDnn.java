package io.trainyard.engine;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The oneDNN library: its CPU engine and how arrays are described to it. Dimensions are always N, C, H, W there. */
final class OneDnn {

    private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);

    static final engine ENGINE = new engine(engine.kind.cpu, 0);
    static final stream STREAM = new stream(ENGINE);

    /** Same input, same bits. */
    static final primitive_attr DETERMINISTIC = new primitive_attr();

    static {
        DETERMINISTIC.set_deterministic(true);
    }

    private OneDnn() {}

    /** Whether arrays lie in host memory and the library is there for this platform. */
    static boolean isUsable() {
        if (!Versions.backend().equals("CPU")) {
            return false;
        }
        try {
            return !ENGINE.isNull();
        } catch (LinkageError e) {
            LOG.warn("oneDNN cannot be loaded, ND4J's slower kernels are used", e);
            return false;
        }
    }

    /** @param array batch x height x width x channels */
    static memory.desc nhwc(INDArray array) {
        long[] dimensions = {array.size(0), array.size(3), array.size(1), array.size(2)};
        return new memory.desc(dimensions, memory.data_type.f32, memory.format_tag.nhwc);
    }

    static memory.desc vector(long length) {
        return new memory.desc(new long[] {length}, memory.data_type.f32, memory.format_tag.a);
    }

    /** Contiguous in C order, copied only if it is not. */
    static INDArray dense(INDArray array) {
        boolean dense = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
        return dense ? array : array.dup('c');
    }
}

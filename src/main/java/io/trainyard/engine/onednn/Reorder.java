package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_SCALES;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;

/** Copies tensors between the order in which the network keeps them and the one that a primitive likes. */
final class Reorder {

    private Reorder() {}

    /** The tensor in the wanted layout; copied by a call only if it lies otherwise. */
    static memory toLibrary(List<Runnable> calls, memory tensor, memory.desc layout, memory.desc wanted) {
        memory target = target(tensor, layout, wanted);
        if (target != tensor) {
            calls.add(call(tensor, target));
        }
        return target;
    }

    /** Where a primitive may write what {@link #fromLibrary} brings into {@code tensor}. */
    static memory target(memory tensor, memory.desc layout, memory.desc wanted) {
        return wanted.equals(layout) ? tensor : new memory(wanted, OneDnn.ENGINE);
    }

    static void fromLibrary(List<Runnable> calls, memory source, memory tensor) {
        if (source != tensor) {
            calls.add(call(source, tensor));
        }
    }

    /**
     * A copy of weights in the wanted layout, each output's multiplied with its scale.
     *
     * @param grouped whether they are [groups, out / groups, ...] rather than [out, ...]
     */
    static memory scaled(List<Runnable> calls, memory weights, boolean grouped, memory scales, memory.desc wanted) {
        primitive_attr attributes = OneDnn.attributes();
        attributes.set_scales_mask(DNNL_ARG_FROM, grouped ? 0b11 : 0b1);
        memory target = new memory(wanted, OneDnn.ENGINE);
        calls.add(new Call(new reorder(weights, target, attributes))
                .with(DNNL_ARG_FROM, weights)
                .with(DNNL_ARG_TO, target)
                .with(DNNL_ARG_ATTR_SCALES | DNNL_ARG_FROM, scales));
        return target;
    }

    static Call call(memory from, memory to) {
        return new Call(new reorder(from, to)).with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to);
    }
}

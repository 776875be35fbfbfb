package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Liveness;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a node gave, as it lies in memory.
 *
 * @param rescale what is still to be done to it
 */
record OutputCheck(Pass pass, Node node, @Nullable Rescale rescale) {

    Liveness of(Floats output) {
        Shape shape = pass.stored(node.output());
        Liveness seen = new Liveness(node.output().channels());
        int beside = pass.beside(shape);
        float[] run = new float[Math.toIntExact(shape.size() / shape.channels() * beside)];
        Storage values = output.storage();
        int end = Math.toIntExact(pass.values(shape));
        for (int at = 0; at < end; at += run.length) {
            int channel = at / run.length * beside % shape.channels();
            values.get(at, run);
            if (rescale != null) {
                rescale.apply(run, channel);
            }
            seen.add(run, channel, beside);
        }
        return seen;
    }
}

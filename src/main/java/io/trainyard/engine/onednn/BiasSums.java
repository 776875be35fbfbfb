package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.BiasGradient;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** The gradient of a convolution's bias: each member of a team adds up that of its own images. */
final class BiasSums {

    private final NodeMemory parameters;
    private final Share share;
    private final BiasGradient gradient;

    /** By member and channel. */
    private final double[][] sums;

    /** @param output as stored */
    BiasSums(NodeMemory parameters, Share share, Shape output) {
        int channels = output.channels();
        this.parameters = parameters;
        this.share = share;
        this.gradient = new BiasGradient(channels, (int) (output.size() / channels));
        this.sums = share.meeting()
                .common(
                        List.of(parameters.node(), Kind.BIAS),
                        () -> new double[share.meeting().size()][channels]);
    }

    void add(List<Runnable> calls, Storage yGradient) {
        calls.add(() -> gradient.sum(yGradient, share.size(), sums[share.member()]));
    }

    /** Puts the members' sums together, when all have theirs. */
    void conclude(List<Runnable> calls) {
        if (share.isFirst()) {
            FloatBuffer target = parameters.gradient(Kind.BIAS).buffer();
            calls.add(() -> write(target));
        }
    }

    private void write(FloatBuffer target) {
        for (int i = 0; i < target.limit(); i++) {
            double sum = 0;
            for (double[] part : sums) {
                sum += part[i];
            }
            target.put(i, (float) sum);
        }
    }
}

package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of one parameter tensor, to which every member of a team adds what its images say: the first one in the
 * gradient vector itself, the others in memory of their own.
 */
final class GradientParts {

    private static final int CHUNK = 1 << 11;

    private final Share share;
    private final Floats gradient;
    private final List<Floats> parts;
    private final float[] sum = new float[CHUNK];
    private final float[] part = new float[CHUNK];

    GradientParts(NodeMemory parameters, Kind kind, Share share) {
        this.share = share;
        this.gradient = parameters.gradient(kind);
        this.parts = share.meeting()
                .common(
                        List.of(parameters.node(), kind),
                        () -> IntStream.range(1, share.meeting().size())
                                .mapToObj(member -> Floats.allocate(gradient.length()))
                                .toList());
    }

    /** Where this member writes. */
    Floats own() {
        return share.isFirst() ? gradient : parts.get(share.member() - 1);
    }

    /** Writes the calls that wait for all members and add up, each a piece of it. */
    static void addUp(List<Runnable> calls, Share share, @Nullable GradientParts... tensors) {
        if (share.meeting().size() == 1) {
            return;
        }
        calls.add(share.meeting()::await);
        for (GradientParts tensor : tensors) {
            if (tensor != null) {
                calls.add(tensor::addUp);
            }
        }
    }

    private void addUp() {
        int chunks = (int) ((gradient.length() + CHUNK - 1) / CHUNK);
        FloatBuffer target = gradient.buffer();
        List<FloatBuffer> others = parts.stream().map(Floats::buffer).toList();
        share.pieces(chunks).forEach(chunk -> add(target, others, chunk * CHUNK));
    }

    private void add(FloatBuffer target, List<FloatBuffer> others, int at) {
        int length = Math.min(CHUNK, target.limit() - at);
        target.get(at, sum, 0, length);
        for (FloatBuffer other : others) {
            other.get(at, part, 0, length);
            for (int i = 0; i < length; i++) {
                sum[i] += part[i];
            }
        }
        target.put(at, sum, 0, length);
    }
}

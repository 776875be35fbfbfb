package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The gradients of a node's parameters, to which every member of a team adds what its images say: the first one in the
 * gradient vector itself, the others in memory of their own.
 */
final class GradientParts {

    /** What a member takes at once. */
    private static final int CHUNK = 1 << 11;

    /** See {@link io.trainyard.engine.vector.Storage}: parts are gone through in turns. */
    private static final int PIECE = 1 << 7;

    private final NodeMemory parameters;
    private final Share share;
    private final Map<Kind, List<Floats>> others = new LinkedHashMap<>();
    private final float[] sum = new float[PIECE];
    private final float[] part = new float[PIECE];

    GradientParts(NodeMemory parameters, Share share) {
        this.parameters = parameters;
        this.share = share;
    }

    /** Where this member writes its part of that gradient. */
    Floats own(Kind kind) {
        Floats gradient = parameters.gradient(kind);
        List<Floats> theirs = others.computeIfAbsent(
                kind,
                added -> share.meeting()
                        .common(
                                List.of(parameters.node(), added),
                                () -> IntStream.range(1, share.meeting().size())
                                        .mapToObj(member -> Floats.allocate(gradient.length()))
                                        .toList()));
        return share.isFirst() ? gradient : theirs.get(share.member() - 1);
    }

    /** Writes the calls that add up what all members have written, each member a piece of it. */
    void addUp(List<Runnable> calls) {
        if (share.meeting().size() > 1) {
            others.forEach((kind, parts) -> {
                Pile chunks = share.pile(List.of(parameters.node(), kind, "sum"));
                calls.add(() -> addUp(parameters.gradient(kind), parts, chunks));
            });
        }
    }

    private void addUp(Floats gradient, List<Floats> parts, Pile chunks) {
        int count = (int) ((gradient.length() + CHUNK - 1) / CHUNK);
        FloatBuffer target = gradient.buffer();
        List<FloatBuffer> buffers = parts.stream().map(Floats::buffer).toList();
        chunks.take(count, chunk -> {
            int end = Math.min(target.limit(), (chunk + 1) * CHUNK);
            for (int at = chunk * CHUNK; at < end; at += PIECE) {
                add(target, buffers, at, Math.min(PIECE, end - at));
            }
        });
    }

    private void add(FloatBuffer target, List<FloatBuffer> parts, int at, int length) {
        target.get(at, sum, 0, length);
        for (FloatBuffer buffer : parts) {
            buffer.get(at, part, 0, length);
            for (int i = 0; i < length; i++) {
                sum[i] += part[i];
            }
        }
        target.put(at, sum, 0, length);
    }
}

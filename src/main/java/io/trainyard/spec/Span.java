package io.trainyard.spec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows or columns of an image that are averaged into one.
 *
 * @param start the first
 * @param end the first behind them
 */
public record Span(int start, int end) {

    /**
     * Those of torch.nn.AdaptiveAvgPool2d in one direction: from floor(i in / out) to below ceil((i + 1) in / out). Where
     * {@code out} does not divide {@code in} they overlap and differ in length by up to one; where it is larger they repeat.
     */
    static List<Span> adaptive(int in, int out) {
        return IntStream.range(0, out)
                .mapToObj(i -> new Span(i * in / out, ((i + 1) * in + out - 1) / out))
                .toList();
    }

    /** The matrix, spans x {@code length}, whose product with so many rows gives their means over the spans. */
    public static float[] averages(List<Span> spans, int length) {
        float[] matrix = new float[spans.size() * length];
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            Arrays.fill(matrix, i * length + span.start(), i * length + span.end(), 1f / span.length());
        }
        return matrix;
    }

    public int length() {
        return end - start;
    }
}

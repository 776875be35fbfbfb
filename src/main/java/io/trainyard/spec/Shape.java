package io.trainyard.spec;

import java.util.List;

/** One example's shape between two layers: [channels, height, width], or [features] once it is flat. */
public record Shape(List<Integer> dims) {

    public Shape {
        dims = List.copyOf(dims);
    }

    public static Shape of(Integer... dims) {
        return new Shape(List.of(dims));
    }

    public static Shape of(ImageShape image) {
        return of(image.channels(), image.height(), image.width());
    }

    /** Whether it has height and width. */
    public boolean isMap() {
        return dims.size() == 3;
    }

    /** Channels, or features once it is flat. */
    public int channels() {
        return dims.get(0);
    }

    public int height() {
        return dims.get(1);
    }

    public int width() {
        return dims.get(2);
    }

    /** Values per example. */
    public long size() {
        return dims.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    @Override
    public String toString() {
        return dims.toString();
    }
}

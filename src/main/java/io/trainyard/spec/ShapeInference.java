package io.trainyard.spec;

/** Follows one example's shape through the layers. */
public final class ShapeInference {

    private ShapeInference() {}

    /**
     * @throws InvalidSpecException with pointers below {@code /model/layers} when shapes do not fit
     */
    public static NetworkSummary infer(ImageShape input, ModelSpec model) {
        throw new IllegalStateException("skeleton");
    }
}

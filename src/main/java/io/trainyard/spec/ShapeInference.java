package io.trainyard.spec;

import io.trainyard.spec.NetworkSummary.LayerSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Follows one example's shape through the layers. */
public final class ShapeInference {

    /** Beyond these no classifier of small images goes; a slip in a number does. */
    static final long MAX_PARAMETERS = 500_000_000;

    static final long MAX_VALUES = 1 << 24;

    private final Violations violations;
    private final BiFunction<Integer, @Nullable String, String> pointers;
    private final List<LayerSummary> summaries = new ArrayList<>();
    private long parameters;
    private long flops;

    /** Null while it is unknown, after an error. */
    private @Nullable Shape shape;

    private ShapeInference(Shape input, BiFunction<Integer, @Nullable String, String> pointers, Violations violations) {
        this.shape = input;
        this.pointers = pointers;
        this.violations = violations;
    }

    /**
     * @throws InvalidSpecException with pointers below {@code /model/layers} when shapes do not fit
     */
    public static NetworkSummary infer(ImageShape input, ModelSpec model) {
        Violations violations = new Violations();
        ShapeInference inference = new ShapeInference(Shape.of(input), ShapeInference::layerPointer, violations);
        inference.follow(model.layers().stream().map(Optional::of).toList());
        violations.throwIfAny();
        return new NetworkSummary(input, inference.summaries, inference.parameters, inference.flops);
    }

    /**
     * Complains about every layer that cannot take its input, and about a last layer that does not give the logits.
     *
     * @param layers empty where a layer was wrong in itself; its output is unknown, until a linear layer
     */
    static void check(DatasetName dataset, List<Optional<Layer>> layers, Violations violations) {
        check(dataset, layers, ShapeInference::layerPointer, violations);
    }

    static void checkPreset(DatasetName dataset, List<Layer> layers, Violations violations) {
        check(dataset, layers.stream().map(Optional::of).toList(), (index, field) -> "/model/preset", violations);
    }

    private static void check(
            DatasetName dataset,
            List<Optional<Layer>> layers,
            BiFunction<Integer, @Nullable String, String> pointers,
            Violations violations) {
        ShapeInference inference = new ShapeInference(Shape.of(dataset.shape()), pointers, violations);
        inference.follow(layers);
        inference.requireLogits(dataset, layers);
    }

    private static String layerPointer(int index, @Nullable String field) {
        return "/model/layers/" + index + (field == null ? "" : "/" + field);
    }

    private void follow(List<Optional<Layer>> layers) {
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i).orElse(null);
            shape = layer == null ? null : after(i, layer);
        }
    }

    private @Nullable Shape after(int index, Layer layer) {
        if (shape == null) {
            return recovered(layer, null);
        }
        Shape input = shape;
        try {
            Shape output = layer.outputShape(input);
            return fits(index, layer, input, output) ? output : recovered(layer, null);
        } catch (ShapeMismatchException e) {
            violations.add(pointers.apply(index, e.field()), ViolationCode.SHAPE_MISMATCH, e.getMessage());
            return recovered(layer, input);
        }
    }

    private boolean fits(int index, Layer layer, Shape input, Shape output) {
        if (output.size() > MAX_VALUES) {
            tooLarge(
                    index,
                    layer.type() + " gives " + output + ", " + output.size() + " values per image; at most "
                            + MAX_VALUES + " are possible.");
            return false;
        }
        long added = layer.parameters(input);
        if (parameters + added > MAX_PARAMETERS) {
            tooLarge(
                    index,
                    layer.type() + " receives " + input + " and would have " + added + " parameters, "
                            + (parameters + added) + " with the layers before it; a model may have at most "
                            + MAX_PARAMETERS
                            + ".");
            return false;
        }
        parameters += added;
        flops += layer.flops(input);
        summaries.add(new LayerSummary(index, layer.type(), output.dims(), added, layer.flops(input)));
        return true;
    }

    private void tooLarge(int index, String message) {
        violations.add(pointers.apply(index, null), ViolationCode.MODEL_TOO_LARGE, message);
    }

    /** What can be said about a layer's output although its input was wrong or is unknown. */
    private static @Nullable Shape recovered(Layer layer, @Nullable Shape input) {
        if (layer instanceof Layer.Linear linear) {
            return Shape.of(linear.outFeatures());
        }
        boolean keepsShape = layer instanceof Layer.Flatten
                || layer instanceof Layer.BatchNorm1d
                || layer instanceof Layer.BatchNorm2d
                || layer instanceof Layer.Dropout2d;
        return keepsShape ? input : null;
    }

    private void requireLogits(DatasetName dataset, List<Optional<Layer>> layers) {
        Shape wanted = Shape.of(dataset.classes());
        if (layers.isEmpty() || shape == null || shape.equals(wanted)) {
            return;
        }
        int last = layers.size() - 1;
        Layer layer = layers.get(last).orElseThrow();
        boolean linear = layer instanceof Layer.Linear;
        String remedy = linear
                ? "Set its out_features to " + dataset.classes() + "."
                : "End with " + (shape.isMap() ? "{\"type\": \"flatten\"}, " : "")
                        + "{\"type\": \"linear\", \"out_features\": " + dataset.classes() + "}.";
        violations.add(
                pointers.apply(last, linear ? "out_features" : null),
                ViolationCode.SHAPE_MISMATCH,
                "The last layer must give one logit for each class, " + wanted + " for " + dataset.id() + ", but layer "
                        + last + " (" + layer.type() + ") gives " + shape + ". " + remedy);
    }
}

package io.trainyard.spec;

import io.trainyard.spec.NetworkSummary.LayerSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Follows one example's shape through the layers. */
public final class ShapeInference {

    /** Beyond these no classifier of small images goes; a slip in a number does. */
    static final long MAX_PARAMETERS = 500_000_000;

    static final long MAX_VALUES = 1 << 24;

    private final Violations violations;
    private final BiFunction<String, @Nullable String, String> pointers;
    private final List<LayerSummary> summaries = new ArrayList<>();
    private long parameters;
    private long flops;

    /** Null while it is unknown, after an error. */
    private @Nullable Shape shape;

    private ShapeInference(Shape input, BiFunction<String, @Nullable String, String> pointers, Violations violations) {
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
        inference.follow("", LayerDraft.of(model.layers()));
        violations.throwIfAny();
        return new NetworkSummary(input, inference.summaries, inference.parameters, inference.flops);
    }

    /** Complains about every layer that cannot take its input, and about a last layer that does not give the logits. */
    static void check(DatasetName dataset, List<LayerDraft> layers, Violations violations) {
        check(dataset, layers, ShapeInference::layerPointer, violations);
    }

    static void checkPreset(DatasetName dataset, List<Layer> layers, Violations violations) {
        check(dataset, LayerDraft.of(layers), (path, field) -> "/model/preset", violations);
    }

    private static void check(
            DatasetName dataset,
            List<LayerDraft> layers,
            BiFunction<String, @Nullable String, String> pointers,
            Violations violations) {
        ShapeInference inference = new ShapeInference(Shape.of(dataset.shape()), pointers, violations);
        inference.follow("", layers);
        inference.requireLogits(dataset, layers);
    }

    private static String layerPointer(String path, @Nullable String field) {
        return ModelSpec.pointer(path) + (field == null ? "" : "/" + field);
    }

    private void follow(String prefix, List<LayerDraft> layers) {
        for (int i = 0; i < layers.size(); i++) {
            shape = after(prefix + i, layers.get(i));
        }
    }

    private @Nullable Shape after(String path, LayerDraft draft) {
        if (draft instanceof LayerDraft.Block block) {
            return after(path, block);
        }
        return draft.layer().map(layer -> after(path, layer)).orElse(null);
    }

    private @Nullable Shape after(String path, LayerDraft.Block block) {
        Shape input = shape;
        int place = summaries.size();
        follow(path + ".layers.", block.layers());
        Shape main = shape;
        shape = input;
        follow(path + ".shortcut.", block.shortcut());
        Shape shortcut = shape;
        if (main == null || shortcut == null) {
            return main == null ? shortcut : main;
        }
        try {
            Shape sum = Addition.of(input, main, shortcut);
            add(place, path, "residual", sum, 0, sum.size());
            return sum;
        } catch (ShapeMismatchException e) {
            mismatch(path, e);
            return null;
        }
    }

    private @Nullable Shape after(String path, Layer layer) {
        if (shape == null) {
            return recovered(layer, null);
        }
        Shape input = shape;
        try {
            Shape output = layer.outputShape(input);
            if (!fits(path, layer, input, output)) {
                return recovered(layer, null);
            }
            add(summaries.size(), path, layer.type(), output, layer.parameters(input), layer.flops(input));
            return output;
        } catch (ShapeMismatchException e) {
            mismatch(path, e);
            return e.output() == null ? recovered(layer, input) : e.output();
        }
    }

    private void mismatch(String path, ShapeMismatchException e) {
        violations.add(pointers.apply(path, e.field()), ViolationCode.SHAPE_MISMATCH, e.getMessage());
    }

    private boolean fits(String path, Layer layer, Shape input, Shape output) {
        if (output.size() > MAX_VALUES) {
            tooLarge(
                    path,
                    layer.type() + " gives " + output + ", " + output.size() + " values per image; at most "
                            + MAX_VALUES + " are possible.");
            return false;
        }
        long added = layer.parameters(input);
        if (parameters + added > MAX_PARAMETERS) {
            tooLarge(
                    path,
                    layer.type() + " receives " + input + " and would have " + added + " parameters, "
                            + (parameters + added) + " with the layers before it; a model may have at most "
                            + MAX_PARAMETERS
                            + ".");
            return false;
        }
        return true;
    }

    private void add(int place, String path, String type, Shape output, long ownParameters, long ownFlops) {
        parameters += ownParameters;
        flops += ownFlops;
        int index = Integer.parseInt(path.split("\\.")[0]);
        summaries.add(place, new LayerSummary(index, path, type, output.dims(), ownParameters, ownFlops));
    }

    private void tooLarge(String path, String message) {
        violations.add(pointers.apply(path, null), ViolationCode.MODEL_TOO_LARGE, message);
    }

    /** What can be said about a layer's output although its input was wrong or is unknown. */
    private static @Nullable Shape recovered(Layer layer, @Nullable Shape input) {
        if (layer instanceof Layer.Linear linear) {
            return Shape.of(linear.outFeatures());
        }
        boolean keepsShape =
                layer instanceof Layer.Flatten || layer instanceof BatchNorm || layer instanceof Layer.Dropout2d;
        return keepsShape ? input : null;
    }

    private void requireLogits(DatasetName dataset, List<LayerDraft> layers) {
        Shape wanted = Shape.of(dataset.classes());
        if (layers.isEmpty() || shape == null || shape.equals(wanted)) {
            return;
        }
        String last = String.valueOf(layers.size() - 1);
        String type = layers.get(layers.size() - 1).layer().map(Layer::type).orElse("residual");
        boolean linear = type.equals("linear");
        String remedy = linear
                ? "Set its out_features to " + dataset.classes() + "."
                : "End with " + (shape.isMap() ? "{\"type\": \"flatten\"}, " : "")
                        + "{\"type\": \"linear\", \"out_features\": " + dataset.classes() + "}.";
        violations.add(
                pointers.apply(last, linear ? "out_features" : null),
                ViolationCode.SHAPE_MISMATCH,
                "The last layer must give one logit for each class, " + wanted + " for " + dataset.id() + ", but layer "
                        + last + " (" + type + ") gives " + shape + ". " + remedy);
    }
}

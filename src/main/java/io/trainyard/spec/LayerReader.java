package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.UNKNOWN_FIELD;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads one of {@code model.layers}. Defaults are those of torch.nn. */
final class LayerReader {

    static final int MAX_WIDTH = 65_536;
    static final int MAX_LAYERS = 1000;

    private static final int MAX_DEPTH = 4;

    private static final Map<String, Function<ObjectReader, Layer>> TYPES = new LinkedHashMap<>();

    private static final Kind<Boolean> APPROXIMATION =
            Kind.choice("approximation", new TreeMap<>(Map.of("none", false, "tanh", true)));

    static {
        TYPES.put("conv2d", WindowLayerReader::conv2d);
        TYPES.put("batch_norm2d", LayerReader::batchNorm2d);
        TYPES.put("batch_norm1d", LayerReader::batchNorm1d);
        TYPES.put("relu", fields -> new Layer.Relu());
        TYPES.put("leaky_relu", LayerReader::leakyRelu);
        TYPES.put("elu", fields -> new Activation.Elu(fields.optional("alpha", Numbers.above(0, 100), 1.0)));
        TYPES.put("gelu", LayerReader::gelu);
        TYPES.put("silu", fields -> new Activation.Silu());
        TYPES.put("tanh", fields -> new Activation.Tanh());
        TYPES.put("sigmoid", fields -> new Activation.Sigmoid());
        TYPES.put("max_pool2d", WindowLayerReader::maxPool2d);
        TYPES.put("avg_pool2d", WindowLayerReader::avgPool2d);
        TYPES.put("adaptive_avg_pool2d", WindowLayerReader::adaptiveAvgPool2d);
        TYPES.put("flatten", fields -> new Layer.Flatten());
        TYPES.put("linear", LayerReader::linear);
        TYPES.put("dropout", fields -> new Layer.Dropout(fields.optional("p", Numbers.below(0, 1), 0.5)));
        TYPES.put("dropout2d", fields -> new Layer.Dropout2d(fields.optional("p", Numbers.below(0, 1), 0.5)));
    }

    private static final String NO_SOFTMAX = "Cross entropy takes logits and applies softmax itself: leave it out.";
    private static final Map<String, String> HINTS = Map.of("softmax", NO_SOFTMAX, "log_softmax", NO_SOFTMAX);

    /** Of a layer that could not be read, the output shape cannot be known. */
    static final Kind<List<LayerDraft>> LAYERS = Kind.list(layer(MAX_DEPTH), 1, MAX_LAYERS);

    private LayerReader() {}

    /** @param depth how many residual blocks it may be, one in the other */
    private static Kind<LayerDraft> layer(int depth) {
        Map<String, Function<ObjectReader, LayerDraft>> types = new LinkedHashMap<>();
        TYPES.forEach((name, reader) -> types.put(name, fields -> new LayerDraft.Known(reader.apply(fields))));
        types.put("residual", depth == 0 ? LayerReader::tooDeep : residual(layer(depth - 1)));
        return Kind.object(fields -> {
            LayerDraft draft = fields.variant("layer type", types, HINTS);
            return fields.sound() ? draft : new LayerDraft.Unknown();
        });
    }

    private static Function<ObjectReader, LayerDraft> residual(Kind<LayerDraft> layer) {
        Kind<List<LayerDraft>> layers = Kind.list(layer, 1, MAX_LAYERS);
        Kind<List<LayerDraft>> shortcut = Kind.list(layer, 0, MAX_LAYERS);
        return fields -> new LayerDraft.Block(
                fields.required("layers", layers), fields.optional("shortcut", shortcut, List.of()));
    }

    private static LayerDraft tooDeep(ObjectReader fields) {
        String message = "Residual blocks may be nested " + MAX_DEPTH + " deep, and this one is one deeper.";
        fields.abandon("type", ViolationCode.CONFLICT, message);
        return new LayerDraft.Unknown();
    }

    private static Layer leakyRelu(ObjectReader fields) {
        return new Activation.LeakyRelu(fields.optional("negative_slope", Numbers.from(0, 100), 0.01));
    }

    private static Layer gelu(ObjectReader fields) {
        return new Activation.Gelu(fields.optional("approximate", APPROXIMATION, false));
    }

    private static Layer batchNorm1d(ObjectReader fields) {
        inferred(fields, "num_features");
        return new Layer.BatchNorm1d(
                fields.optional("eps", Numbers.above(0, 1), 1e-5),
                fields.optional("momentum", Numbers.above(0, 1), 0.1),
                fields.optional("affine", Kind.bool(), true));
    }

    private static Layer batchNorm2d(ObjectReader fields) {
        inferred(fields, "num_features");
        return new Layer.BatchNorm2d(
                fields.optional("eps", Numbers.above(0, 1), 1e-5),
                fields.optional("momentum", Numbers.above(0, 1), 0.1),
                fields.optional("affine", Kind.bool(), true));
    }

    private static Layer linear(ObjectReader fields) {
        inferred(fields, "in_features");
        return new Layer.Linear(
                fields.required("out_features", Numbers.integer(1, MAX_WIDTH)),
                fields.optional("bias", Kind.bool(), true));
    }

    static void inferred(ObjectReader fields, String name) {
        fields.refuse(name, UNKNOWN_FIELD, "\"" + name + "\" follows from the layer before: leave it out.");
    }
}

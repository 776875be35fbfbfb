package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;
import static io.trainyard.spec.ViolationCode.MISSING_FIELD;
import static io.trainyard.spec.ViolationCode.WRONG_LENGTH;
import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads {@code model}: layers, or a preset, which becomes its layers. Follows the shapes through them. */
final class ModelReader {

    private static final String EXAMPLE = "for example {\"preset\": \"vgg11_bn\"}";
    private static final Kind<List<Integer>> WIDTHS = Kind.list(Numbers.integer(1, 65_536), 1, 100);
    private static final Kind<Optional<Preset>> PRESET = Kind.choice(
                    "preset",
                    Arrays.stream(Preset.values())
                            .collect(toMap(Preset::id, preset -> preset, (a, b) -> a, LinkedHashMap::new)))
            .map(Optional::of);

    private ModelReader() {}

    static ModelSpec read(ObjectReader spec, DatasetSpec dataset, Violations violations) {
        return spec.required("model", Kind.object(fields -> read(fields, dataset.name(), violations)));
    }

    private static ModelSpec read(ObjectReader fields, DatasetName dataset, Violations violations) {
        if (fields.has("preset") && fields.has("layers")) {
            fields.reject("preset", CONFLICT, "Give either \"preset\" or \"layers\", not both.");
        } else if (!fields.has("preset") && !fields.has("layers")) {
            fields.reject("layers", MISSING_FIELD, "Give \"layers\" or a \"preset\", " + EXAMPLE + ".");
        }
        Optional<Preset> preset = fields.optional("preset", PRESET, Optional.empty());
        List<LayerDraft> layers = fields.optional("layers", LayerReader.LAYERS, List.of());
        int count = layers.stream().mapToInt(LayerDraft::layerCount).sum();
        if (count > LayerReader.MAX_LAYERS) {
            String message =
                    "A model may have at most %d layers, those in residual blocks included, but this one has %d.";
            fields.reject("layers", WRONG_LENGTH, message.formatted(LayerReader.MAX_LAYERS, count));
        }
        List<Integer> hidden = fields.optional("hidden", WIDTHS, List.of());
        if (fields.sound() && fields.has("hidden") && !preset.equals(Optional.of(Preset.MLP))) {
            fields.reject("hidden", CONFLICT, "\"hidden\" gives the widths of the preset mlp; leave it out here.");
        }
        if (!fields.sound()) {
            return new ModelSpec(List.of());
        }
        boolean datasetKnown = violations.noneAt("/dataset/name");
        if (preset.isPresent()) {
            List<Layer> expanded = fields.has("hidden")
                    ? PlainPresets.mlp(hidden, dataset.classes())
                    : preset.get().layers(dataset.shape(), dataset.classes());
            if (datasetKnown) {
                ShapeInference.checkPreset(dataset, expanded, violations);
            }
            return new ModelSpec(expanded);
        }
        if (datasetKnown) {
            ShapeInference.check(dataset, layers, violations);
        }
        return new ModelSpec(LayerDraft.layers(layers).orElse(List.of()));
    }
}

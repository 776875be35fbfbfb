package io.trainyard.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The networks that {@code model.preset} names, for those who want to see and change them. */
public final class Presets {

    private Presets() {}

    public static List<String> names() {
        return Arrays.stream(Preset.values()).map(Preset::id).toList();
    }

    /** Empty if there is no preset of this name. */
    public static Optional<ModelSpec> find(String name, DatasetName dataset) {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.id().equals(name))
                .map(preset -> new ModelSpec(preset.layers(dataset.shape(), dataset.classes())))
                .findFirst();
    }
}

package io.trainyard.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code augmentation}. */
final class AugmentationReader {

    private static final Map<String, Function<ObjectReader, Augmentation>> TYPES = new TreeMap<>(Map.of(
            "random_crop",
            fields -> new Augmentation.RandomCrop(fields.required("padding", Numbers.integer(1, 1024))),
            "random_horizontal_flip",
            fields -> new Augmentation.RandomHorizontalFlip(fields.optional("p", Numbers.from(0, 1), 0.5))));

    static final Kind<List<Augmentation>> LIST =
            Kind.list(Kind.object(fields -> fields.variant("augmentation", TYPES)), 0, 16);

    private AugmentationReader() {}
}

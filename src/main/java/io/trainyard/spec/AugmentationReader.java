package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;

import io.trainyard.spec.Augmentation.Interpolation;
import io.trainyard.spec.Augmentation.Range;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code augmentation}. Defaults are those of torchvision.transforms.v2. */
final class AugmentationReader {

    private static final Map<String, Interpolation> INTERPOLATIONS = new TreeMap<>(Map.of(
            id(Interpolation.NEAREST), Interpolation.NEAREST, id(Interpolation.BILINEAR), Interpolation.BILINEAR));

    private static final Map<String, Function<ObjectReader, Augmentation>> TYPES = new TreeMap<>(Map.of(
            "random_crop",
            fields -> new Augmentation.RandomCrop(fields.required("padding", Numbers.integer(1, 1024))),
            "random_horizontal_flip",
            fields -> new Augmentation.RandomHorizontalFlip(fields.optional("p", Numbers.from(0, 1), 0.5)),
            "random_rotation",
            AugmentationReader::rotation,
            "color_jitter",
            AugmentationReader::colorJitter,
            "random_erasing",
            AugmentationReader::erasing,
            "cutout",
            fields -> new Augmentation.Cutout(fields.required("size", Numbers.integer(1, 1024))),
            "mixup",
            fields -> new Augmentation.Mixup(alpha(fields)),
            "cutmix",
            fields -> new Augmentation.CutMix(alpha(fields))));

    static final Kind<List<Augmentation>> LIST =
            Kind.list(Kind.object(fields -> fields.variant("augmentation", TYPES)), 0, 16);

    private AugmentationReader() {}

    static String id(Interpolation interpolation) {
        return interpolation.name().toLowerCase(Locale.ROOT);
    }

    private static Augmentation rotation(ObjectReader fields) {
        return new Augmentation.RandomRotation(
                fields.required("degrees", Numbers.above(0, 180)),
                fields.optional("interpolation", Kind.choice("interpolation", INTERPOLATIONS), Interpolation.NEAREST));
    }

    private static Augmentation colorJitter(ObjectReader fields) {
        double brightness = fields.optional("brightness", Numbers.from(0, 10), 0.0);
        double contrast = fields.optional("contrast", Numbers.from(0, 10), 0.0);
        double saturation = fields.optional("saturation", Numbers.from(0, 10), 0.0);
        double hue = fields.optional("hue", Numbers.from(0, 0.5), 0.0);
        if (fields.sound() && brightness == 0 && contrast == 0 && saturation == 0 && hue == 0) {
            fields.reject(
                    "brightness",
                    CONFLICT,
                    "This color_jitter changes nothing. Give brightness, contrast, saturation or hue a value above 0.");
        }
        return new Augmentation.ColorJitter(brightness, contrast, saturation, hue);
    }

    private static Augmentation erasing(ObjectReader fields) {
        return new Augmentation.RandomErasing(
                fields.optional("p", Numbers.from(0, 1), 0.5),
                range(fields, "scale", 1, new Range(0.02, 0.33)),
                range(fields, "ratio", 100, new Range(0.3, 3.3)));
    }

    private static Range range(ObjectReader fields, String name, double max, Range otherwise) {
        List<Double> ends = fields.optional(
                name, Kind.list(Numbers.above(0, max), 2, 2), List.of(otherwise.from(), otherwise.to()));
        if (ends.size() != 2) {
            return otherwise;
        }
        if (ends.get(0) > ends.get(1)) {
            fields.reject(
                    name,
                    CONFLICT,
                    "The range starts at %s and ends below, at %s: put the smaller number first."
                            .formatted(Numbers.shown(ends.get(0)), Numbers.shown(ends.get(1))));
        }
        return new Range(ends.get(0), ends.get(1));
    }

    private static double alpha(ObjectReader fields) {
        return fields.optional("alpha", Numbers.from(0.001, 1000), 1.0);
    }
}

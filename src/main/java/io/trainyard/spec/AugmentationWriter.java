package io.trainyard.spec;

import io.trainyard.spec.Augmentation.ColorJitter;
import io.trainyard.spec.Augmentation.Cutout;
import io.trainyard.spec.Augmentation.Mixing;
import io.trainyard.spec.Augmentation.RandomCrop;
import io.trainyard.spec.Augmentation.RandomErasing;
import io.trainyard.spec.Augmentation.RandomHorizontalFlip;
import io.trainyard.spec.Augmentation.RandomRotation;
import io.trainyard.spec.Augmentation.Range;
import tools.jackson.databind.node.ObjectNode;

/** Writes one entry of {@code augmentation}. */
final class AugmentationWriter {

    private AugmentationWriter() {}

    static ObjectNode write(Augmentation augmentation) {
        ObjectNode json = SpecWriter.typed(augmentation.type());
        if (augmentation instanceof RandomCrop crop) {
            json.put("padding", crop.padding());
        } else if (augmentation instanceof RandomHorizontalFlip flip) {
            json.put("p", flip.p());
        } else if (augmentation instanceof RandomRotation rotation) {
            json.put("degrees", rotation.degrees());
            json.put("interpolation", AugmentationReader.id(rotation.interpolation()));
        } else if (augmentation instanceof ColorJitter jitter) {
            json.put("brightness", jitter.brightness()).put("contrast", jitter.contrast());
            json.put("saturation", jitter.saturation()).put("hue", jitter.hue());
        } else if (augmentation instanceof RandomErasing erasing) {
            json.put("p", erasing.p());
            put(json, "scale", erasing.scale());
            put(json, "ratio", erasing.ratio());
        } else if (augmentation instanceof Cutout cutout) {
            json.put("size", cutout.size());
        } else if (augmentation instanceof Mixing mixing) {
            json.put("alpha", mixing.alpha());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Range range) {
        json.putArray(name).add(range.from()).add(range.to());
    }
}

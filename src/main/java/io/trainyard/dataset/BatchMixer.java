package io.trainyard.dataset;

import io.trainyard.dataset.Batch.Mix;
import io.trainyard.spec.Augmentation.CutMix;
import io.trainyard.spec.Augmentation.Mixing;
import io.trainyard.spec.Augmentation.Mixup;
import io.trainyard.spec.ImageShape;

/**
 * torchvision's MixUp and CutMix: every image gets a part of the one before it, the first a part of the last; the share is
 * drawn once for the whole batch.
 */
final class BatchMixer {

    private BatchMixer() {}

    static Batch mix(Batch batch, Mixing mixing, CounterRandom random) {
        double share = random.nextBeta(mixing.alpha(), mixing.alpha());
        if (mixing instanceof Mixup) {
            return new Batch(batch.shape(), blended(batch, share), batch.labels(), mix(batch, share));
        } else if (mixing instanceof CutMix) {
            Rectangle part = Rectangle.ofShare(1 - share, batch.shape(), random);
            double own = 1
                    - (double) part.area()
                            / (batch.shape().height() * batch.shape().width());
            return new Batch(batch.shape(), patched(batch, part), batch.labels(), mix(batch, own));
        }
        throw new IllegalArgumentException("unknown way to mix: " + mixing);
    }

    private static Mix mix(Batch batch, double share) {
        int[] others = new int[batch.size()];
        for (int i = 0; i < others.length; i++) {
            others[i] = batch.labels()[before(i, others.length)];
        }
        return new Mix(others, share);
    }

    private static float[] blended(Batch batch, double share) {
        float[] images = batch.images();
        float[] blended = new float[images.length];
        float own = (float) share;
        float rest = (float) (1 - share);
        int size = batch.shape().size();
        for (int image = 0; image < batch.size(); image++) {
            int other = before(image, batch.size()) * size;
            for (int i = 0; i < size; i++) {
                blended[image * size + i] = images[image * size + i] * own + images[other + i] * rest;
            }
        }
        return blended;
    }

    private static float[] patched(Batch batch, Rectangle part) {
        float[] patched = batch.images().clone();
        ImageShape shape = batch.shape();
        for (int i = 0; i < batch.size(); i++) {
            for (int y = part.top(); y < part.bottom(); y++) {
                int within = (y * shape.width() + part.left()) * shape.channels();
                System.arraycopy(
                        batch.images(),
                        before(i, batch.size()) * shape.size() + within,
                        patched,
                        i * shape.size() + within,
                        (part.right() - part.left()) * shape.channels());
            }
        }
        return patched;
    }

    private static int before(int index, int size) {
        return (index + size - 1) % size;
    }
}

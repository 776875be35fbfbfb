package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.Augmentation;
import io.trainyard.spec.Augmentation.RandomCrop;
import io.trainyard.spec.Augmentation.RandomHorizontalFlip;
import io.trainyard.spec.ImageShape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AugmenterTest {

    private static final ImageShape SHAPE = new ImageShape(2, 3, 4);

    @Test
    void a_flip_mirrors_columns_and_keeps_channels_together() {
        byte[] image = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 26, 27, 28};

        byte[] flipped = apply(image, 0, new RandomHorizontalFlip(1));

        assertThat(flipped)
                .containsExactly(
                        7, 8, 5, 6, 3, 4, 1, 2, 17, 18, 15, 16, 13, 14, 11, 12, 27, 28, 25, 26, 23, 24, 21, 22);
    }

    @Test
    void flips_happen_as_often_as_asked() {
        int flips = 0;
        for (int i = 0; i < 10_000; i++) {
            flips += apply(image(), i, new RandomHorizontalFlip(0.3))[0] == 1 ? 0 : 1;
        }

        assertThat(flips).isBetween(2850, 3150);
    }

    @Test
    void crops_reach_every_offset_alike_and_show_black_outside() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 9_000; i++) {
            byte[] crop = apply(image(), i, new RandomCrop(1));
            seen.merge(offset(crop), 1, Integer::sum);
        }

        assertThat(seen).hasSize(9).doesNotContainKey("none");
        assertThat(seen.values()).allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void a_crop_far_outside_is_black() {
        boolean allBlack = false;
        for (int i = 0; i < 200; i++) {
            byte[] crop = apply(image(), i, new RandomCrop(10));
            allBlack |= sum(crop) == 0;
        }

        assertThat(allBlack).isTrue();
    }

    private static byte[] apply(byte[] image, int index, Augmentation augmentation) {
        return new Augmenter(SHAPE, List.of(augmentation))
                .apply(image, new CounterRandom(Purpose.AUGMENTATION, 1, 1, index));
    }

    private static byte[] image() {
        byte[] image = new byte[SHAPE.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i + 1);
        }
        return image;
    }

    /** Which window of the image, padded by one black pixel all around, this is. */
    private static String offset(byte[] crop) {
        for (int top = -1; top <= 1; top++) {
            for (int left = -1; left <= 1; left++) {
                if (Arrays.equals(crop, window(top, left))) {
                    return top + "," + left;
                }
            }
        }
        return "none";
    }

    private static byte[] window(int top, int left) {
        byte[] image = image();
        byte[] window = new byte[image.length];
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 4; x++) {
                boolean inside = y + top >= 0 && y + top < 3 && x + left >= 0 && x + left < 4;
                for (int channel = 0; channel < 2 && inside; channel++) {
                    window[(y * 4 + x) * 2 + channel] = image[((y + top) * 4 + x + left) * 2 + channel];
                }
            }
        }
        return window;
    }

    private static int sum(byte[] values) {
        int sum = 0;
        for (byte value : values) {
            sum += value;
        }
        return sum;
    }
}
